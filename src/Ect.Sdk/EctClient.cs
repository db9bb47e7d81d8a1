using Ect.Content.Http;
using Ect.Contracts;
using Ect.Ethereum;
using Ect.Sdk.Accounts;
using Ect.Sdk.Assets;
using Ect.Sdk.Chain;
using Ect.Sdk.Deals;
using Ect.Sdk.Matchmaking;
using Ect.Sdk.Networks;
using Ect.Sdk.Orders;
using Ect.Sdk.Pools;
using Ect.Sdk.Qos;
using Ect.Sdk.Seats;
using Ect.Sdk.Tasks;

namespace Ect.Sdk;

/// <summary>
/// ECT for programs: publish, sign and post orders, buy work, watch it, download verified results. Safe for concurrent use.
/// </summary>
/// <remarks>
/// What goes wrong is an <see cref="Errors.EctException"/>, a <see cref="RevertException"/> (a contract refuses), an
/// RpcException or NodeUnreachableException (the chain), or a ContentException (the content store).
/// </remarks>
public sealed partial class EctClient : IAsyncDisposable
{
    private readonly ChainAccess _chain;

    /// <summary>Connects to a network; nothing is sent before the first operation.</summary>
    /// <param name="network">The network.</param>
    /// <param name="key">Signs and pays; null for a client that only reads. The caller keeps it alive.</param>
    /// <param name="time">The clock.</param>
    public EctClient(NetworkFile network, PrivateKey? key = null, TimeProvider? time = null)
    {
        Network = network;
        Address = key?.Address;
        PublicKey = key?.PublicKey;
        _chain = new(network, key, time ?? TimeProvider.System);
        Content = new(network.Content, time: time);
        Accounts = new(_chain);
        Assets = new(_chain, Content);
        Market = new(network.Market);
        Orders = new(_chain, Market);
        Deals = new(_chain);
        Tasks = new(_chain, Deals);
        Seats = new(_chain);
        Bags = new(this, _chain);
        Pools = new(_chain, Assets);
        Matchmaker = new(_chain);
    }

    /// <summary>The network.</summary>
    public NetworkFile Network { get; }

    /// <summary>The account that signs and pays; null for a client that only reads.</summary>
    public Address? Address { get; }

    /// <summary>That account's public key, to which live logs are encrypted; null for a client that only reads.</summary>
    public PublicKey? PublicKey { get; }

    /// <summary>The content store.</summary>
    public ContentClient Content { get; }

    /// <summary>The order board.</summary>
    public MarketClient Market { get; }

    /// <summary>Money.</summary>
    public AccountClient Accounts { get; }

    /// <summary>Apps, datasets and pools.</summary>
    public AssetClient Assets { get; }

    /// <summary>Orders: sign, cancel.</summary>
    public OrderClient Orders { get; }

    /// <summary>Deals: match, find, watch.</summary>
    public DealClient Deals { get; }

    /// <summary>Tasks: find, download their results, finalise, claim.</summary>
    public TaskClient Tasks { get; }

    /// <summary>Rosters of pools, seats of workers.</summary>
    public SeatClient Seats { get; }

    /// <summary>Bags of tasks: their progress, predicted ends, help for their tails.</summary>
    public BagClient Bags { get; }

    /// <summary>Pools: what their schedulers say of them.</summary>
    public PoolClient Pools { get; }

    /// <summary>Pools described on chain, and which of them meets what a contract wants.</summary>
    public MatchmakerClient Matchmaker { get; }

    /// <summary>Checks that the chain is the network's and that the hub stands on it.</summary>
    /// <exception cref="Errors.EctException">Another chain, or no hub (<see cref="Errors.ErrorCode.WrongChain"/>).</exception>
    public Task VerifyNetworkAsync(CancellationToken cancellation = default) => _chain.HubAsync(cancellation);

    /// <summary>The network's categories, which bound one task's computation, by index.</summary>
    public async Task<IReadOnlyList<Category>> CategoriesAsync(CancellationToken cancellation = default) =>
        await (await _chain.HubAsync(cancellation)).CategoriesAsync(cancellation);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        Content.Dispose();
        Market.Dispose();
        Pools.Dispose();
        await _chain.DisposeAsync();
    }
}
