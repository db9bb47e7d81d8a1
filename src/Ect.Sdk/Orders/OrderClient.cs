using System.Numerics;
using Ect.Contracts;
using Ect.Ethereum;
using Ect.Protocol.Orders;
using Ect.Protocol.Signing;
using Ect.Sdk.Assets;
using Ect.Sdk.Chain;
using Ect.Sdk.Errors;

namespace Ect.Sdk.Orders;

/// <summary>Signs, checks and cancels orders. Documents are JSON, as files and the board have them.</summary>
public sealed partial class OrderClient
{
    private readonly ChainAccess _chain;

    internal OrderClient(ChainAccess chain, MarketClient market) => (_chain, Market) = (chain, market);

    /// <summary>The order board.</summary>
    public MarketClient Market { get; }

    /// <summary>What orders of this network are signed for.</summary>
    public EctDomain Domain => _chain.Domain;

    /// <summary>Signs an app order as the app's owner.</summary>
    public string Sign(AppOrder order) => OrderJson.Write(Domain, order.Sign(Domain, _chain.Key));

    /// <summary>Signs a dataset order as the dataset's owner.</summary>
    public string Sign(DatasetOrder order) => OrderJson.Write(Domain, order.Sign(Domain, _chain.Key));

    /// <summary>Signs a pool order as the pool's owner.</summary>
    public string Sign(PoolOrder order) => OrderJson.Write(Domain, order.Sign(Domain, _chain.Key));

    /// <summary>Signs a request as the requester.</summary>
    /// <exception cref="ArgumentException">The order names another requester.</exception>
    public string Sign(RequestOrder order) => OrderJson.Write(Domain, order.Sign(Domain, _chain.Key));

    /// <summary>Signs an order document, whether signed before or not.</summary>
    /// <exception cref="EctException">The document is no order of this network.</exception>
    public string Sign(string document)
    {
        try
        {
            Read(document);
            return OrderJson.KindOf(document) switch
            {
                OrderKind.App => Sign(OrderJson.ParseApp(document).Order),
                OrderKind.Dataset => Sign(OrderJson.ParseDataset(document).Order),
                OrderKind.Pool => Sign(OrderJson.ParsePool(document).Order),
                _ => Sign(OrderJson.ParseRequest(document).Order),
            };
        }
        catch (ArgumentException e)
        {
            throw new EctException(ErrorCode.InvalidValue, e.Message, inner: e);
        }
    }

    /// <summary>Reads a document and checks that it is for this network.</summary>
    /// <exception cref="EctException">It is not (<see cref="ErrorCode.InvalidFile"/>).</exception>
    public OrderSummary Read(string document)
    {
        try
        {
            var order = OrderSummary.Read(document);
            return order.Domain == Domain
                ? order
                : throw new FormatException($"the order is for hub {order.Domain.Hub} on chain {order.Domain.ChainId}, network '{_chain.Network.Name}' has hub {Domain.Hub} on chain {Domain.ChainId}: orders are worth nothing elsewhere.");
        }
        catch (FormatException e)
        {
            throw new EctException(ErrorCode.InvalidFile, $"This is no order of network '{_chain.Network.Name}': {e.Message}", inner: e);
        }
    }

    /// <summary>Who has to sign an order: the requester, or who owns the asset now.</summary>
    /// <exception cref="EctException">The asset does not exist (<see cref="ErrorCode.AssetNotFound"/>).</exception>
    public async Task<Address> SignerOfAsync(OrderSummary order, CancellationToken cancellation = default) =>
        order.Requester
            ?? await (await _chain.HubAsync(cancellation)).OwnerOfAsync(order.Kind.Asset(), order.Asset, cancellation)
            ?? throw AssetClient.NotFound(_chain.Network, order.Kind.Asset(), order.Asset);

    /// <summary>Tasks of an order already matched; the maximum of 32 bits if it was cancelled.</summary>
    public async Task<BigInteger> ConsumedAsync(Address signer, Bytes32 hash, CancellationToken cancellation = default) =>
        await (await _chain.HubAsync(cancellation)).ConsumedAsync(signer, hash, cancellation);

    /// <summary>Takes all remaining volume from the client's own order, for ever.</summary>
    public async Task CancelAsync(Bytes32 hash, CancellationToken cancellation = default) =>
        await (await _chain.HubAsync(cancellation)).CancelOrderAsync(hash, cancellation);

    /// <summary>Declares an order signed on chain; its document then carries an empty signature.</summary>
    public async Task PreSignAsync(Bytes32 hash, CancellationToken cancellation = default) =>
        await (await _chain.HubAsync(cancellation)).PreSignAsync(hash, cancellation);

    /// <summary>A salt that no other order has.</summary>
    public static Bytes32 NewSalt() => Bytes32.FromBytes(System.Security.Cryptography.RandomNumberGenerator.GetBytes(Bytes32.Size));
}
