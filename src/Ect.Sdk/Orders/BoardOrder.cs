using System.Numerics;
using Ect.Contracts;
using Ect.Ethereum;
using Ect.Protocol.Orders;

namespace Ect.Sdk.Orders;

/// <summary>An open order as the order board shows it. What it says is checked against the chain before money follows it.</summary>
/// <param name="Summary">Kind, hash, asset, price: read from the document itself.</param>
/// <param name="Signer">Who signed it, says the board.</param>
/// <param name="Remaining">Tasks that it can still serve, says the board.</param>
/// <param name="Document">The signed order as JSON.</param>
public sealed record BoardOrder(OrderSummary Summary, Address Signer, BigInteger Remaining, string Document)
{
    /// <summary>Which of the four.</summary>
    public OrderKind Kind => Summary.Kind;

    /// <summary>Its EIP-712 digest.</summary>
    public Bytes32 Hash => Summary.Hash;
}
