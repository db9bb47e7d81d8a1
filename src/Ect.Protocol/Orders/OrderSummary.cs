using System.Numerics;
using Ect.Contracts;
using Ect.Ethereum;
using Ect.Protocol.Signing;

namespace Ect.Protocol.Orders;

/// <summary>What all four orders have in common: enough to list, rank and verify an order without asking which it is.</summary>
/// <param name="Kind">Which of the four.</param>
/// <param name="Domain">The hub that it is for.</param>
/// <param name="Hash">Its EIP-712 digest, which identifies it.</param>
/// <param name="Asset">What it offers; of a request, the app that it asks for.</param>
/// <param name="Requester">Of a request, who signs and pays; null for offers, whose signer is the asset's owner.</param>
/// <param name="Price">Per task, smallest units; of a request, the most that it pays in all for one task.</param>
/// <param name="Volume">Tasks in all.</param>
/// <param name="Category">Of pool and request.</param>
/// <param name="Trust">Of pool and request.</param>
/// <param name="Mode">Of pool and request, see <see cref="Deals.DealMode"/>.</param>
/// <param name="Value">Of a request: what a wrong result may cost, smallest units.</param>
/// <param name="Expiry">Last second of validity, Unix time.</param>
/// <param name="Signature">The signature's bytes; empty if pre-signed on chain, null while unsigned.</param>
public sealed record OrderSummary(
    OrderKind Kind,
    EctDomain Domain,
    Bytes32 Hash,
    BigInteger Asset,
    Address? Requester,
    BigInteger Price,
    uint Volume,
    ushort? Category,
    ushort? Trust,
    ushort? Mode,
    BigInteger? Value,
    ulong Expiry,
    byte[]? Signature)
{
    /// <summary>Reads any order document.</summary>
    /// <exception cref="FormatException">Not an order; the message names the member and the rule.</exception>
    public static OrderSummary Read(string json) => OrderJson.KindOf(json) switch
    {
        OrderKind.App => Of(OrderJson.ParseApp(json)),
        OrderKind.Dataset => Of(OrderJson.ParseDataset(json)),
        OrderKind.Pool => Of(OrderJson.ParsePool(json)),
        _ => Of(OrderJson.ParseRequest(json)),
    };

    /// <summary>The summary of an app order.</summary>
    public static OrderSummary Of(OrderDocument<AppOrder> document)
    {
        var order = document.Order;
        return new(OrderKind.App, document.Domain, order.Digest(document.Domain), order.App, null, order.Price, order.Volume, null, null, null, null, order.Expiry, SignatureOf(document.Signature));
    }

    /// <summary>The summary of a dataset order.</summary>
    public static OrderSummary Of(OrderDocument<DatasetOrder> document)
    {
        var order = document.Order;
        return new(OrderKind.Dataset, document.Domain, order.Digest(document.Domain), order.Dataset, null, order.Price, order.Volume, null, null, null, null, order.Expiry, SignatureOf(document.Signature));
    }

    /// <summary>The summary of a pool order.</summary>
    public static OrderSummary Of(OrderDocument<PoolOrder> document)
    {
        var order = document.Order;
        return new(OrderKind.Pool, document.Domain, order.Digest(document.Domain), order.Pool, null, order.Price, order.Volume, order.Category, order.Trust, order.Mode, null, order.Expiry, SignatureOf(document.Signature));
    }

    /// <summary>The summary of a request.</summary>
    public static OrderSummary Of(OrderDocument<RequestOrder> document)
    {
        var order = document.Order;
        var price = order.AppMaxPrice + (order.Dataset.IsZero ? BigInteger.Zero : order.DatasetMaxPrice) + order.PoolMaxPrice;
        return new(OrderKind.Request, document.Domain, order.Digest(document.Domain), order.App, order.Requester, price, order.Volume, order.Category, order.Trust, order.Mode, order.Value, order.Expiry, SignatureOf(document.Signature));
    }

    private static byte[]? SignatureOf(string? signature) => signature is null ? null : Hex.Decode(signature);
}
