using System.Numerics;
using Ect.Contracts;

namespace Ect.Worker.Receipts;

/// <summary>What the chain shows of a settlement that does not pay this worker by a signature of its own.</summary>
/// <param name="Settlement">What settled the task.</param>
/// <param name="SettledAt">When, Unix seconds: a receipt is honoured for a day.</param>
/// <param name="IsAmongPaid">The settlement names this worker among those who agreed.</param>
/// <param name="Wage">What the receipt has brought, in the token's smallest unit; null if nobody has claimed it.</param>
/// <param name="Gas">What the worker's coin pays for.</param>
internal sealed record ReceiptView(SettledPages Settlement, ulong SettledAt, bool IsAmongPaid, BigInteger? Wage, BigInteger Gas);
