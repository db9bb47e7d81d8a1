using System.Numerics;

namespace Ect.Ethereum.Transactions;

/// <summary>What a transaction offers, in wei per gas.</summary>
internal readonly record struct Fees(BigInteger MaxFeePerGas, BigInteger MaxPriorityFeePerGas);
