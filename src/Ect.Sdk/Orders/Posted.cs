using Ect.Ethereum;

namespace Ect.Sdk.Orders;

/// <summary>What posting an order did.</summary>
/// <param name="Hash">Its EIP-712 digest.</param>
/// <param name="IsNew">False if the board had it.</param>
public sealed record Posted(Bytes32 Hash, bool IsNew);
