using Ect.Contracts;
using Ect.Ethereum;
using Ect.Ethereum.Abi;
using Ect.Ethereum.Rpc;
using Ect.Ethereum.Transactions;
using Ect.Protocol.Signing;
using Ect.Sdk.Errors;
using Ect.Sdk.Networks;

namespace Ect.Sdk.Chain;

/// <summary>The network's chain and contracts, read by anybody, written with a key.</summary>
internal sealed class ChainAccess : IAsyncDisposable
{
    private readonly PrivateKey? _key;
    private readonly TransactionSender? _sender;
    private readonly Lock _gate = new();
    private Task? _verified;

    public ChainAccess(NetworkFile network, PrivateKey? key, TimeProvider time)
    {
        Network = network;
        Time = time;
        _key = key;
        Eth = new(network.Rpc, new ContractErrors(OracleConsumer.Errors), time: time);
        var at = network.Deployment;
        Hub = new(at.Hub);
        Token = new(at.Token);
        Apps = new(at.Apps);
        Datasets = new(at.Datasets);
        Pools = new(at.Pools);
        Domain = EctDomain.Of(at);
        _sender = key is null ? null : new(Eth, key, network.ChainId, time: time);
        Contracts = new(Eth, at, _sender);
    }

    public NetworkFile Network { get; }

    public TimeProvider Time { get; }

    public EthClient Eth { get; }

    /// <summary>Typed acts over the contracts.</summary>
    public HubClient Contracts { get; }

    public EctHub Hub { get; }

    public EctToken Token { get; }

    public AssetRegistry Apps { get; }

    public AssetRegistry Datasets { get; }

    public WorkerPoolRegistry Pools { get; }

    public EctDomain Domain { get; }

    public PrivateKey Key => _key ?? throw new InvalidOperationException("This client was made without a key: it reads, and neither signs nor sends.");

    public Address Me => Key.Address;

    public async Task<T> ReadAsync<T>(ContractCall<T> call, CancellationToken cancellation)
    {
        await VerifyAsync(cancellation);
        return await Eth.CallAsync(call, cancellationToken: cancellation);
    }

    public async Task<TransactionReceipt> SendAsync(ContractCall call, CancellationToken cancellation)
    {
        await VerifyAsync(cancellation);
        _ = Key;
        return await _sender!.SendAsync(call, cancellationToken: cancellation);
    }

    /// <summary>All logs of a contract with these topics since the deployment, oldest first.</summary>
    public Task<IReadOnlyList<Log>> LogsAsync(Address contract, CancellationToken cancellation, params IReadOnlyList<IReadOnlyList<Bytes32>?> topics) =>
        LogsSinceAsync(contract, Network.Deployment.FromBlock, cancellation, topics);

    /// <summary>As <see cref="LogsAsync"/>, from a block on.</summary>
    public async Task<IReadOnlyList<Log>> LogsSinceAsync(Address contract, ulong fromBlock, CancellationToken cancellation, params IReadOnlyList<IReadOnlyList<Bytes32>?> topics)
    {
        await VerifyAsync(cancellation);
        return await Contracts.LogsAsync(contract, topics, fromBlock, ct: cancellation);
    }

    /// <summary>Seconds of Unix time of the newest block: the clock that deadlines go by.</summary>
    public async Task<ulong> BlockTimeAsync(CancellationToken cancellation) =>
        (await Eth.GetBlockAsync(BlockTag.Latest, cancellation))?.Timestamp ?? throw new EctException(ErrorCode.ChainUnreachable, $"The chain at {Network.Rpc} has no newest block.");

    /// <summary>Checks once that the endpoint serves the network's chain and that the hub stands on it.</summary>
    public Task VerifyAsync(CancellationToken cancellation)
    {
        lock (_gate)
        {
            if (_verified is null or { IsFaulted: true } or { IsCanceled: true })
            {
                _verified = CheckAsync(cancellation);
            }

            return _verified;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_sender is not null)
        {
            await _sender.DisposeAsync();
        }

        Eth.Dispose();
    }

    private async Task CheckAsync(CancellationToken cancellation)
    {
        var actual = await Eth.ChainIdAsync(cancellation);
        if (actual != Network.ChainId)
        {
            throw new EctException(ErrorCode.WrongChain, $"Network '{Network.Name}' is chain {Network.ChainId}, but {Network.Rpc} serves chain {actual}.");
        }

        if ((await Eth.GetCodeAsync(Hub.Address, cancellationToken: cancellation)).Length == 0)
        {
            throw new EctException(ErrorCode.WrongChain, $"Network '{Network.Name}' has its hub at {Hub.Address}, but no contract stands there on {Network.Rpc}.");
        }
    }
}
