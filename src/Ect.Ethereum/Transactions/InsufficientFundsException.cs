using System.Numerics;

namespace Ect.Ethereum.Transactions;

/// <summary>An account cannot pay a transaction's value and gas.</summary>
public sealed class InsufficientFundsException(Address account, BigInteger balance, BigInteger needed)
    : Exception($"Account {account} holds {Units.FormatEther(balance)} ether of the chain and may need up to {Units.FormatEther(needed)} for the transaction's value and gas: send it some.")
{
    /// <summary>The account.</summary>
    public Address Account { get; } = account;

    /// <summary>Its wei.</summary>
    public BigInteger Balance { get; } = balance;

    /// <summary>The wei the transaction may need.</summary>
    public BigInteger Needed { get; } = needed;
}
