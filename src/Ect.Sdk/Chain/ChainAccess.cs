using Ect.Contracts;
using Ect.Ethereum;
using Ect.Ethereum.Abi;
using Ect.Ethereum.Rpc;
using Ect.Ethereum.Transactions;
using Ect.Protocol.Signing;
using Ect.Sdk.Errors;
using Ect.Sdk.Networks;

namespace Ect.Sdk.Chain;

/// <summary>The network's contracts, read by anybody, written with a key.</summary>
internal sealed class ChainAccess : IAsyncDisposable
{
    private readonly PrivateKey? _key;
    private readonly EthClient _eth;
    private readonly TransactionSender? _sender;
    private readonly HubClient _hub;
    private readonly HubClient _agreed;

    public ChainAccess(NetworkFile network, PrivateKey? key, TimeProvider time)
    {
        Network = network;
        Time = time;
        Domain = EctDomain.Of(network.Deployment);
        _key = key;
        _eth = new(network.Rpc, new ContractErrors([.. OracleConsumer.Errors, .. MonteCarloOracle.Errors, .. AnyPoolOracle.Errors]), new() { ChainId = network.ChainId, Quorum = network.RpcQuorum }, time);
        _sender = key is null ? null : new(_eth, key, network.ChainId, new() { Confirmations = network.Confirmations ?? 1 }, time);
        _hub = new(_eth, network.Deployment, _sender);
        _agreed = ReferenceEquals(_eth.Agreed, _eth) ? _hub : new(_eth.Agreed, network.Deployment);
    }

    public NetworkFile Network { get; }

    public TimeProvider Time { get; }

    public EctDomain Domain { get; }

    public PrivateKey Key => _key ?? throw new InvalidOperationException("This client was made without a key: it reads, and neither signs nor sends.");

    public Address Me => Key.Address;

    /// <summary>The contracts, once it is sure that the endpoint serves the network's chain and that the hub stands on it.</summary>
    /// <exception cref="EctException">Another chain, or no hub (<see cref="ErrorCode.WrongChain"/>).</exception>
    public async Task<HubClient> HubAsync(CancellationToken cancellation)
    {
        try
        {
            await _hub.CheckChainAsync(cancellation);
            return _hub;
        }
        catch (ChainMismatchException e)
        {
            throw new EctException(ErrorCode.WrongChain, $"Network '{Network.Name}' is chain {e.Expected}, but {Network.Rpc} serves chain {e.Actual}.", inner: e);
        }
        catch (RpcException e) when (e.Code == RpcException.MalformedAnswer)
        {
            throw new EctException(ErrorCode.ChainUnreachable, $"What answers at {Network.Rpc} is no Ethereum node: {e.Message}", inner: e);
        }
        catch (DeploymentException e)
        {
            throw new EctException(ErrorCode.WrongChain, $"Network '{Network.Name}' has its hub at {Domain.Hub}, but no contract stands there on {Network.Rpc}.", inner: e);
        }
    }

    /// <summary>The contracts as enough of the network's endpoints show them, to read what money depends on; null where there is only one endpoint.</summary>
    public HubClient? AgreedHub => ReferenceEquals(_agreed, _hub) ? null : _agreed;

    /// <summary>Sends the chain's coin.</summary>
    public async Task SendCoinAsync(Address to, System.Numerics.BigInteger amount, CancellationToken cancellation)
    {
        await HubAsync(cancellation);
        _ = Key;
        await _sender!.SendAsync(to, [], amount, cancellationToken: cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        if (_sender is not null)
        {
            await _sender.DisposeAsync();
        }

        _eth.Dispose();
    }
}
