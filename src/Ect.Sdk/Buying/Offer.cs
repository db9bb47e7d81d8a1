using System.Numerics;
using Ect.Ethereum;
using Ect.Protocol.Orders;

namespace Ect.Sdk.Buying;

/// <summary>An order on the board and what the chain says of it.</summary>
/// <param name="Order">The order.</param>
/// <param name="Signature">Its signature.</param>
/// <param name="Document">The signed order as JSON.</param>
/// <param name="Hash">Its EIP-712 digest.</param>
/// <param name="Price">Per task.</param>
/// <param name="Volume">Tasks in all.</param>
/// <param name="Facts">The chain's word.</param>
internal sealed record Offer<TOrder>(TOrder Order, byte[] Signature, string Document, Bytes32 Hash, BigInteger Price, uint Volume, OrderFacts Facts)
{
    public uint Remaining => Facts.Consumed >= Volume ? 0 : Volume - Facts.Consumed;

    /// <summary>As it will stand after so many more tasks.</summary>
    public Offer<TOrder> Use(uint tasks) => this with { Facts = Facts with { Consumed = Facts.Consumed + tasks } };
}
