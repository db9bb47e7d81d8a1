using System.Numerics;
using Ect.Contracts;
using Ect.Ethereum;
using Ect.Ethereum.Rpc;
using Ect.Protocol.Lifecycles;
using Ect.Scheduler.Chain;
using Ect.Scheduler.Replicas;
using Ect.Scheduler.Tests.Epochs;
using Ect.Testing;
using Microsoft.Extensions.DependencyInjection;
using static Ect.Scheduler.Tests.Epochs.EpochConduct;

namespace Ect.Scheduler.Tests.Reorgs;

/// <summary>One network, one scheduler, four honest workers and a liar for all cases on the epoch path.</summary>
public sealed class SettledScene : IAsyncLifetime
{
    private const int Tasks = 3;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private EpochScene _scene = null!;
    private ReorgChain _chain = null!;
    private OracleConsumer _consumer = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private EctHub Hub => _scene.Network.Hub;

    private EpochWorker Liar => _scene.Crew.Workers[^1];

    public async ValueTask InitializeAsync()
    {
        _scene = await EpochScene.StartAsync(
            [Honest, Honest, Honest, Honest, EpochConduct.Liar],
            options => options with
            {
                PollInterval = TimeSpan.FromMilliseconds(50),
                MaxBackoff = TimeSpan.FromMilliseconds(500),
                LagPatience = TimeSpan.FromMilliseconds(500),
                EpochInterval = TimeSpan.FromMilliseconds(300),
                SilenceGrace = TimeSpan.FromSeconds(30),
                BanPeriod = TimeSpan.Zero,
                FailureLimit = 1_000_000,
                ConfigureLogging = _ => { },
            });
        _chain = new(_scene.Network);
        var deployed = await _scene.Network.Requester.SendAsync(null, OracleConsumer.Deploy(Hub.Address), cancellationToken: Ct);
        _consumer = new(deployed.ContractAddress!.Value);
    }

    /// <summary>Leads a bag to a step, re-organises, and waits until whatever the chain has then is settled.</summary>
    public async Task RunAsync(EpochStep step, int depth, bool again)
    {
        var first = await _chain.ApartAsync(depth, Ct);
        var bonds = await BondsAsync();
        var earned = await EarnedAsync();
        _scene.Crew.Gates.Open = step != EpochStep.Anchored;
        var deal = await _scene.Pool.MatchAsync(Tasks, 3, Ct, step == EpochStep.Delivered ? _consumer.Address : default);
        if (step == EpochStep.DrawFixed)
        {
            await _scene.Network.Requester.SendAsync(Hub.Draw(deal.Id), cancellationToken: Ct);
        }

        await Eventually.HoldsAsync($"{step}", () => ReachedAsync(step, first, deal), Patience, Ct);
        await _chain.ReorgAsync(depth, again, Ct);

        // Until then its store is of the blocks that are no more, in which everything may have been settled already.
        await Eventually.HoldsAsync("the scheduler has read the new blocks", HasReadHeadAsync, Patience, Ct);
        _scene.Crew.Gates.Open = true;
        await Eventually.HoldsAsync($"everything is settled after {step}", () => SettledAsync(first, deal), Patience, Ct);
        await CheckAsync(first, bonds, earned);
    }

    public async ValueTask DisposeAsync() => await _scene.DisposeAsync();

    private async Task<bool> ReachedAsync(EpochStep step, ulong first, EctHub.DealMatchedEvent deal) => step switch
    {
        EpochStep.Matched or EpochStep.DrawFixed => _scene.Tasks.Find(EpochPool.TasksOf(deal)[0]) is not null,
        EpochStep.Anchored => await AnyAsync(first, EctHub.EpochAnchoredEvent.Topic),
        EpochStep.Settled => await AnyAsync(first, EctHub.EpochSettledEvent.Topic),
        EpochStep.Punished => await AnyAsync(first, EctHub.ContributionPunishedEvent.Topic) || await IsSettledWithoutLiesAsync(deal),
        _ => await AnyAsync(first, EctHub.CallbackDeliveredEvent.Topic),
    };

    private async Task<bool> AnyAsync(ulong first, Bytes32 topic) => (await _chain.LogsAsync(first, Ct, topic)).Count > 0;

    private async Task<bool> IsSettledWithoutLiesAsync(EctHub.DealMatchedEvent deal) =>
        await IsTakenAsync(deal.Deal) && _scene.ReplicasOf(deal).All(replica => replica.State is not ReplicaState.Rejected && ReplicaLifecycle.Table.IsTerminal(replica.State));

    private async Task<bool> IsTakenAsync(Deal deal)
    {
        for (uint offset = 0; offset < deal.Size; offset++)
        {
            if (!await _scene.Network.Eth.CallAsync(Hub.IsTaken(deal, deal.First + offset), cancellationToken: Ct))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Every deal that the chain has is settled, punished and delivered, and the store says so; what it has no more has vanished.</summary>
    private async Task<bool> SettledAsync(ulong first, EctHub.DealMatchedEvent matched)
    {
        var deals = await _chain.DealsAsync(first, Ct);
        foreach (var deal in deals)
        {
            await DrawAsync(deal.Id);
            var tasks = TasksOf(deal);
            if (!await IsTakenAsync(deal.Deal) || tasks.Any(task => _scene.Tasks.Find(task)?.State != TaskState.Completed))
            {
                return false;
            }

            foreach (var task in deal.Deal.Callback.IsZero ? [] : tasks)
            {
                if (!await _scene.Network.Eth.CallAsync(_consumer.HasResult(task), cancellationToken: Ct))
                {
                    return false;
                }
            }
        }

        var lies = deals.SelectMany(TasksOf).SelectMany(task => _scene.Tasks.Load(task)!.Replicas).Count(replica => replica.State == ReplicaState.Rejected);
        var isGone = deals.All(deal => deal.Id != matched.Id);
        return (await _chain.LogsAsync(first, Ct, EctHub.ContributionPunishedEvent.Topic)).Count == lies
            && (!isGone || EpochPool.TasksOf(matched).All(task => _scene.Tasks.Find(task)?.State is null or TaskState.Vanished));
    }

    /// <summary>A deal that came back needs a block that draws.</summary>
    private async Task DrawAsync(Bytes32 deal)
    {
        if ((await _scene.Network.Eth.CallAsync(Hub.DrawOf(deal), cancellationToken: Ct)).DrawBlock >= await _scene.Network.Eth.BlockNumberAsync(Ct))
        {
            await _scene.Network.Eth.CallAsync("evm_mine");
        }
    }

    private async Task<bool> HasReadHeadAsync()
    {
        var head = (await _scene.Network.Eth.GetBlockAsync(BlockTag.Latest, Ct))!;
        return _scene.Scheduler.Services.GetRequiredService<ChainCursor>().Head() is { } read && (read.Number, read.Hash) == (head.Number, head.Hash);
    }

    private async Task CheckAsync(ulong first, IReadOnlyList<BigInteger> bonds, IReadOnlyList<BigInteger> earned)
    {
        var deals = await _chain.DealsAsync(first, Ct);
        var due = _scene.Crew.Workers.ToDictionary(worker => worker.Address, _ => BigInteger.Zero);
        var lies = 0;
        foreach (var deal in deals)
        {
            foreach (var task in TasksOf(deal))
            {
                var replicas = _scene.Tasks.Load(task)!.Replicas;
                var paid = replicas.Where(replica => replica.State == ReplicaState.Accepted).ToList();
                paid.Should().HaveCountGreaterThanOrEqualTo(3);
                paid.ForEach(replica => due[replica.Worker] += HubClient.EpochReward(deal.Deal, paid.Count));
                lies += replicas.Count(replica => replica.State == ReplicaState.Rejected);
                _scene.Tasks.Find(task)!.Digest.Should().Be(EpochWorker.DigestOf(task, "truth"));
            }
        }

        var punished = await BondsAsync();
        punished.Select((bond, worker) => bonds[worker] - bond).Should().Equal(
            _scene.Crew.Workers.Select(worker => worker == Liar ? lies * EpochPool.Stake : 0), "each lie costs its stake once");
        var paidNow = await EarnedAsync();
        paidNow.Select((now, worker) => now - earned[worker]).Should().Equal(_scene.Crew.Workers.Select(worker => due[worker.Address]), "each vote is paid once");
        (await _scene.Network.Eth.CallAsync(Hub.AccountOf(_scene.Network.Requester.Address), cancellationToken: Ct)).Locked.IsZero.Should().BeTrue("nothing stays locked");
        (await _scene.Network.Eth.CallAsync(Hub.AccountOf(_scene.Network.Scheduler.Address), cancellationToken: Ct)).Locked.IsZero.Should().BeTrue("nothing stays locked");
    }

    private static IReadOnlyList<Bytes32> TasksOf(MatchedDeal deal) => [.. Enumerable.Range(0, (int)deal.Deal.Size).Select(offset => TaskId.Of(deal.Id, deal.Deal.First + (uint)offset))];

    private async Task<IReadOnlyList<BigInteger>> BondsAsync() => [.. (await SeatsAsync()).Select(seat => (BigInteger)seat.Bond * HubClient.Gwei)];

    private async Task<IReadOnlyList<BigInteger>> EarnedAsync() => [.. (await SeatsAsync()).Select(seat => (BigInteger)seat.Earned * HubClient.Gwei)];

    private async Task<IReadOnlyList<Seat>> SeatsAsync()
    {
        var seats = new List<Seat>();
        foreach (var worker in _scene.Crew.Workers)
        {
            seats.Add(await _scene.Network.Eth.CallAsync(Hub.SeatOf(worker.Address), cancellationToken: Ct));
        }

        return seats;
    }
}
