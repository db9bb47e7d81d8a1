using System.Numerics;
using Ect.Ethereum;
using Ect.Ethereum.Abi;
using Ect.Ethereum.Rpc;
using Ect.Ethereum.Transactions;

namespace Ect.Contracts;

/// <summary>
/// The contracts of one network: reads with a node alone, acts with a key. What is done already is not done again: acts
/// that can see that on chain return null then, so a caller that lost its memory in a crash may simply repeat them.
/// </summary>
/// <remarks>
/// All methods throw NodeUnreachableException and RpcException for a node that fails, ChainMismatchException for a node of
/// another chain, DeploymentException where the hub is missing, and acts RevertException when a contract refuses. Safe for concurrent use.
/// </remarks>
public sealed partial class HubClient
{
    private readonly TransactionSender? _sender;
    private readonly HubClientOptions _options;
    private bool _isChainChecked;

    /// <summary>Binds the contracts of a deployment; nothing is sent yet.</summary>
    /// <param name="client">The node. The contracts' errors are registered with it, so that refusals have names.</param>
    /// <param name="deployment">Where the contracts stand.</param>
    /// <param name="sender">The key that acts; null for reading only.</param>
    /// <param name="options">Limits.</param>
    public HubClient(EthClient client, Deployment deployment, TransactionSender? sender = null, HubClientOptions? options = null)
    {
        if (sender is not null && sender.ChainId != deployment.ChainId)
        {
            throw new ArgumentException($"The sender is for chain {sender.ChainId}, the deployment stands on chain {deployment.ChainId}: use one of the same chain.", nameof(sender));
        }

        client.Errors.Add(Errors);
        Client = client;
        Deployment = deployment;
        _sender = sender;
        _options = options ?? new();
        ArgumentOutOfRangeException.ThrowIfZero(_options.MaxLogRange);
        Hub = new(deployment.Hub);
        Token = new(deployment.Token);
        Pools = new(deployment.Pools);
        Offers = new(deployment.Offers);
        Matchmaker = new(deployment.Matchmaker);
    }

    /// <summary>The errors of all contracts.</summary>
    public static IReadOnlyList<AbiError> Errors { get; } =
        [.. EctHub.Errors, .. EctToken.Errors, .. AppRegistry.Errors, .. DatasetRegistry.Errors, .. WorkerPoolRegistry.Errors, .. StandingOrders.Errors, .. TaskRequester.Errors, .. Matchmaker.Errors];

    /// <summary>The node.</summary>
    public EthClient Client { get; }

    /// <summary>Where the contracts stand.</summary>
    public Deployment Deployment { get; }

    /// <summary>The hub's calls, for what this class has no method for.</summary>
    public EctHub Hub { get; }

    /// <summary>The token's calls.</summary>
    public EctToken Token { get; }

    /// <summary>The pool registry's calls.</summary>
    public WorkerPoolRegistry Pools { get; }

    /// <summary>The calls of the offers that stand on chain.</summary>
    public StandingOrders Offers { get; }

    /// <summary>The matchmaker's calls; at the zero address where the deployment has none.</summary>
    public Matchmaker Matchmaker { get; }

    /// <summary>The account that acts; null when reading only.</summary>
    public Address? Account => _sender?.Address;

    /// <summary>Checks once that the node serves the deployment's chain and that the hub stands on it.</summary>
    /// <exception cref="ChainMismatchException">It serves another; both are named.</exception>
    /// <exception cref="DeploymentException">No contract stands at the hub's address.</exception>
    public async Task CheckChainAsync(CancellationToken ct = default)
    {
        if (_isChainChecked)
        {
            return;
        }

        var chain = await Client.ChainIdAsync(ct);
        if (chain != Deployment.ChainId)
        {
            throw new ChainMismatchException(Client.Endpoints.ToString(), Deployment.ChainId, chain);
        }

        if ((await Client.GetCodeAsync(Deployment.Hub, cancellationToken: ct)).Length == 0)
        {
            throw new DeploymentException($"No contract stands at the hub's address {Deployment.Hub} on the chain of {Client.Endpoints}: the chain was reset, or the deployment file is of another network.");
        }

        _isChainChecked = true;
    }

    /// <summary>Unix time in seconds of the newest block: the clock of all deadlines.</summary>
    public async Task<ulong> NowAsync(CancellationToken ct = default) => (await NewestBlockAsync(ct)).Timestamp;

    /// <summary>The newest block: what is read of its height is of one moment.</summary>
    public async Task<Block> NewestBlockAsync(CancellationToken ct = default)
    {
        await CheckChainAsync(ct);
        return await Client.GetBlockAsync(BlockTag.Latest, ct) ?? throw new InvalidOperationException($"The node at {Client.Endpoints} has no newest block.");
    }

    private TransactionSender Sender => _sender ?? throw new InvalidOperationException("This client only reads: give it a transaction sender to act.");

    private Task<T> ReadAsync<T>(ContractCall<T> call, CancellationToken ct) => ReadAsync(call, null, ct);

    private async Task<T> ReadAsync<T>(ContractCall<T> call, BlockTag? block, CancellationToken ct)
    {
        await CheckChainAsync(ct);
        return await Client.CallAsync(call, block: block, cancellationToken: ct);
    }

    /// <summary>Many reads at one block, the newest when null, in few messages.</summary>
    private async Task<IReadOnlyList<T>> ReadAllAsync<T>(IEnumerable<ContractCall<T>> calls, ulong? block, CancellationToken ct, Func<RevertException, T>? refused = null)
    {
        await CheckChainAsync(ct);
        ContractCall<T>[] all = [.. calls];
        return all.Length == 0 ? [] : await Client.CallAllAsync(all, block ?? await Client.BlockNumberAsync(ct), refused, ct);
    }

    private async Task<TransactionReceipt> SendAsync(ContractCall call, CancellationToken ct)
    {
        await CheckChainAsync(ct);
        return await Sender.SendAsync(call, cancellationToken: ct);
    }

    /// <summary>Sends unless it is done. When the contract refuses, somebody may have been faster: then it is done too.</summary>
    private async Task<TransactionReceipt?> SendUnlessAsync(Func<Task<bool>> isDone, ContractCall call, CancellationToken ct)
    {
        if (await isDone())
        {
            return null;
        }

        try
        {
            return await SendAsync(call, ct);
        }
        catch (RevertException)
        {
            if (await isDone())
            {
                return null;
            }

            throw;
        }
    }

    private static void RequirePositive(BigInteger amount)
    {
        if (amount.Sign <= 0)
        {
            throw new ArgumentOutOfRangeException(nameof(amount), amount, "The amount must be more than zero.");
        }
    }
}
