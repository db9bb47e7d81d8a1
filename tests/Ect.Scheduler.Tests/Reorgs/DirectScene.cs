using System.Numerics;
using Ect.Contracts;
using Ect.Ethereum;
using Ect.Protocol.Deals;
using Ect.Protocol.Lifecycles;
using Ect.Scheduler.Replicas;
using Ect.Scheduler.Tasks;
using Ect.Scheduler.Tests.Network;
using Ect.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Ect.Scheduler.Tests.Reorgs;

/// <summary>One network, one scheduler and one worker for all cases on the direct path.</summary>
public sealed class DirectScene : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly TestFolder _folder = new();
    private readonly Dictionary<string, (BigInteger Requester, BigInteger Scheduler, BigInteger Worker)> _fair = [];
    private RunningScheduler _scheduler = null!;

    public TestNetwork Network { get; private set; } = null!;

    public ReorgChain Chain { get; private set; } = null!;

    public GuardedWorker Worker { get; private set; } = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private TaskStore Tasks => _scheduler.Services.GetRequiredService<TaskStore>();

    public async ValueTask InitializeAsync()
    {
        Network = await TestNetwork.StartAsync(Ct, 1);
        Chain = new(Network);
        _scheduler = await RunningScheduler.StartAsync(
            TestScheduler.Options(Network, _folder) with
            {
                PollInterval = TimeSpan.FromMilliseconds(50),
                MaxBackoff = TimeSpan.FromMilliseconds(500),
                LagPatience = TimeSpan.FromMilliseconds(500),
                Lease = TimeSpan.FromMinutes(5),
                SilenceGrace = TimeSpan.FromHours(2),
                AssignmentSlack = TimeSpan.FromHours(2),
                BanPeriod = TimeSpan.Zero,
                FailureLimit = 1_000_000,
                ConfigureLogging = null,
            },
            Ct);
        Worker = new(Network, _scheduler.ListenUrl);
        await Worker.StartAsync(Ct);
        foreach (var step in new[] { DirectStep.Finalised, DirectStep.Claimed, DirectStep.Declined })
        {
            await RunAsync(step, 0, false);
        }
    }

    /// <summary>Leads one task to a step, re-organises, and leads whatever the chain has then to its end. Without a depth: notes who gets what.</summary>
    public async Task RunAsync(DirectStep step, int depth, bool again)
    {
        var first = await Chain.ApartAsync(depth, Ct);
        var before = await MoneyAsync();
        var deal = (await Network.MatchAsync(1, 1, Ct)).Deal;
        var id = TaskId.Of(deal, deal.First);
        await Eventually.HoldsAsync($"{step}", () => ReachedAsync(step, deal, id), Patience, Ct);
        if (depth > 0)
        {
            await Chain.ReorgAsync(depth, again, Ct);
        }

        IReadOnlyList<MatchedDeal> deals = [];
        await Eventually.HoldsAsync($"everything has ended after {step}", async () => (deals = await EndedAsync(step, first, id))?.Count >= 0, Patience, Ct);
        await CheckAsync(first, before, id, deals, isReference: depth == 0);
    }

    /// <summary>Lets the worker open while the deal is gone, then brings everything back.</summary>
    public async Task OpenWithoutDealAsync()
    {
        var first = await Chain.ApartAsync(3, Ct);
        var before = await MoneyAsync();
        var deal = (await Network.MatchAsync(1, 1, Ct)).Deal;
        var id = TaskId.Of(deal, deal.First);
        await Eventually.HoldsAsync("it has contributed", async () =>
        {
            await Worker.StepAsync(deal, commits: true, opens: false, reveals: false, await Chain.TimeAsync(Ct), Ct);
            return (await Network.TaskAsync(id, Ct)).Contributors > 0;
        }, Patience, Ct);
        var depth = (int)(await Network.Eth.BlockNumberAsync(Ct) - first + 1);
        var removed = await Chain.TransactionsAsync(depth, Ct);
        await Chain.ReorgAsync(depth, again: false, Ct);
        await Eventually.HoldsAsync("the scheduler sees that the deal is gone", () => Tasks.Find(id)!.State == TaskState.Vanished, Patience, Ct);

        await Worker.OpenAsync(id);
        await Eventually.HoldsAsync("the opening is kept", () => Tasks.Load(id)!.Replicas.Single().ResultHash is not null, Patience, Ct);
        await Chain.ReplaceAsync(depth, removed);
        IReadOnlyList<MatchedDeal> deals = [];
        await Eventually.HoldsAsync("the task has ended", async () => (deals = await EndedAsync(DirectStep.Finalised, first, id))?.Count >= 0, Patience, Ct);
        await CheckAsync(first, before, id, deals, isReference: false);
    }

    public async ValueTask DisposeAsync()
    {
        await Worker.DisposeAsync();
        await _scheduler.DisposeAsync();
        await Network.DisposeAsync();
        _folder.Dispose();
    }

    private async Task<bool> ReachedAsync(DirectStep step, Deal deal, Bytes32 id)
    {
        await StepAsync(step, deal);
        var task = await Network.TaskAsync(id, Ct);
        return step switch
        {
            DirectStep.Matched => Tasks.Find(id) is not null,
            DirectStep.Contributed => task.Contributors > 0,
            DirectStep.RevealOpened => task.Status >= ChainTaskStatus.Revealing,
            DirectStep.Revealed => !(await Network.Eth.CallAsync(Network.Hub.Contribution(id, Worker.Address), cancellationToken: Ct)).ResultHash.IsZero || task.Status == ChainTaskStatus.Completed,
            DirectStep.Finalised => task.Status == ChainTaskStatus.Completed,
            _ => task.Status == ChainTaskStatus.Failed,
        };
    }

    /// <summary>What the worker does, and the time that must pass.</summary>
    private async Task StepAsync(DirectStep step, Deal deal)
    {
        var id = TaskId.Of(deal, deal.First);
        var task = await Network.TaskAsync(id, Ct);
        if (task.Status is ChainTaskStatus.Completed or ChainTaskStatus.Failed)
        {
            return;
        }

        var (commits, opens) = (step != DirectStep.Declined, step is DirectStep.Matched or DirectStep.Contributed or DirectStep.Finalised);
        var now = await Chain.TimeAsync(Ct);
        await Worker.StepAsync(deal, commits, opens, step is DirectStep.RevealOpened or DirectStep.Revealed, now, Ct);
        var deadlines = Deadlines.Of(deal);
        if (task.Status == ChainTaskStatus.Revealing && (step == DirectStep.Claimed || now > task.RevealDeadline))
        {
            await Chain.PassBeyondAsync(task.RevealDeadline + deadlines.RevealPeriod, Ct);
        }
        else if (!opens && task.Status < ChainTaskStatus.Revealing && (!commits || task.Contributors > 0))
        {
            await Chain.PassBeyondAsync(deadlines.Contribution, Ct);
        }
    }

    /// <summary>The case's deals, once each task of them has ended and the store says so; null before.</summary>
    private async Task<IReadOnlyList<MatchedDeal>> EndedAsync(DirectStep step, ulong first, Bytes32 task)
    {
        var deals = await Chain.DealsAsync(first, Ct);
        var all = true;
        foreach (var deal in deals.Select(deal => deal.Deal))
        {
            await StepAsync(step, deal);
            var id = TaskId.Of(deal, deal.First);
            var status = (await Network.TaskAsync(id, Ct)).Status;
            all &= (status, Tasks.Find(id)?.State) is (ChainTaskStatus.Completed, TaskState.Completed) or (ChainTaskStatus.Failed, TaskState.Failed);
        }

        var isGone = deals.All(deal => TaskId.Of(deal.Deal, deal.Deal.First) != task);
        return all && (!isGone || Tasks.Find(task)?.State is null or TaskState.Vanished) ? deals : null!;
    }

    private async Task CheckAsync(ulong first, Dictionary<Address, Account> before, Bytes32 task, IReadOnlyList<MatchedDeal> deals, bool isReference)
    {
        var ends = await Chain.LogsAsync(first, Ct, EctHub.TaskCompletedEvent.Topic, EctHub.TaskFailedEvent.Topic);
        ends.Select(log => log.Topics[2]).Should().BeEquivalentTo(deals.Select(deal => TaskId.Of(deal.Deal, deal.Deal.First)), "each task ends exactly once");
        var after = await MoneyAsync();
        after.Values.Should().OnlyContain(account => account.Locked.IsZero, "nothing stays locked");
        var got = (Gain(Network.Requester.Address), Gain(Network.Scheduler.Address), Gain(Worker.Address));
        var fair = (BigInteger.Zero, BigInteger.Zero, BigInteger.Zero);
        foreach (var deal in deals)
        {
            var id = TaskId.Of(deal.Deal, deal.Deal.First);
            var chain = await Network.TaskAsync(id, Ct);
            // The re-org may be read only now: the task had ended before it, too.
            await Eventually.HoldsAsync(
                $"the store knows how each of {chain.Contributors} parts ended",
                () => Tasks.Load(id)!.Replicas is var replicas
                    && replicas.Count(replica => ReplicaLifecycle.IsContributor(replica.State)) == chain.Contributors
                    && replicas.All(replica => ReplicaLifecycle.Table.IsTerminal(replica.State) || replica.State == ReplicaState.Lost),
                cancellationToken: Ct);
            var kind = $"{chain.Status} with {chain.Contributors}";
            _ = isReference ? _fair[kind] = got : got;
            var share = _fair[kind];
            fair = (fair.Item1 + share.Requester, fair.Item2 + share.Scheduler, fair.Item3 + share.Worker);
        }

        got.Should().Be(fair, $"everybody has what is due to it once for each of {deals.Count} deals");

        BigInteger Gain(Address address) => after[address].Free + after[address].Locked - before[address].Free - before[address].Locked;
    }

    private async Task<Dictionary<Address, Account>> MoneyAsync()
    {
        var money = new Dictionary<Address, Account>();
        foreach (var address in new[] { Network.Requester.Address, Network.Scheduler.Address, Worker.Address })
        {
            money[address] = await Network.Eth.CallAsync(Network.Hub.AccountOf(address), cancellationToken: Ct);
        }

        return money;
    }
}
