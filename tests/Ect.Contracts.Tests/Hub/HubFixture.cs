using System.Numerics;
using Ect.Contracts;
using Ect.Ethereum;
using Ect.Ethereum.Rpc;
using Ect.Ethereum.Transactions;
using Ect.Protocol.Signing;
using Ect.Testing;

namespace Ect.Contracts.Tests.Hub;

/// <summary>A chain with the contracts on it and parties who have deposited.</summary>
public sealed class HubFixture : IAsyncLifetime
{
    private readonly List<IAsyncDisposable> _senders = [];
    private readonly Dictionary<Address, BigInteger> _seats = [];
    private AnvilNode _node = null!;

    public EthClient Client { get; private set; } = null!;

    public Contracts.Deployment Deployment { get; private set; } = null!;

    public EctDomain Domain => EctDomain.Of(Deployment);

    public IReadOnlyList<PrivateKey> Keys { get; private set; } = [];

    public PrivateKey Requester => Keys[1];

    public PrivateKey AppOwner => Keys[2];

    public PrivateKey DatasetOwner => Keys[3];

    public PrivateKey PoolOwner => Keys[4];

    public IReadOnlyList<PrivateKey> Workers => [.. Keys.Skip(5)];

    public static BigInteger Deposited => Units.ParseEther("1000");

    public async ValueTask InitializeAsync()
    {
        _node = await AnvilNode.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        Client = new(_node.HttpUri);
        Keys = [.. _node.PrivateKeys.Select(PrivateKey.Parse)];
        Deployment = await HubDeployer.DeployAsync(Sender(Keys[0]), ct: TestContext.Current.CancellationToken);
        var treasury = HubOf(Keys[0]);
        foreach (var key in Keys.Skip(1))
        {
            await treasury.DepositAsync(Deposited, key.Address, TestContext.Current.CancellationToken);
        }
    }

    public HubClient HubOf(PrivateKey key) => new(Client, Deployment, Sender(key));

    public TransactionSender Sender(PrivateKey key)
    {
        var sender = new TransactionSender(Client, key, _node.ChainId);
        _senders.Add(sender);
        return sender;
    }

    /// <summary>Moves a worker from whatever seat it has to one in this pool.</summary>
    public async Task SeatAsync(PrivateKey worker, BigInteger pool)
    {
        var hub = HubOf(worker);
        var left = _seats.GetValueOrDefault(worker.Address);
        if (left == pool)
        {
            return;
        }

        await hub.LeaveSeatAsync(left);
        await hub.TakeSeatAsync(pool, 0);
        _seats[worker.Address] = pool;
    }

    /// <summary>Takes a worker out of whatever seat it has.</summary>
    public async Task UnseatAsync(PrivateKey worker)
    {
        if (_seats.Remove(worker.Address, out var left))
        {
            await HubOf(worker).LeaveSeatAsync(left);
        }
    }

    /// <summary>Moves the chain's clock past a moment and mines a block there.</summary>
    public async Task PassAsync(ulong time)
    {
        await Client.CallAsync("evm_setNextBlockTimestamp", time + 1);
        await Client.CallAsync("evm_mine");
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var sender in _senders)
        {
            await sender.DisposeAsync();
        }

        Client.Dispose();
        await _node.DisposeAsync();
    }
}
