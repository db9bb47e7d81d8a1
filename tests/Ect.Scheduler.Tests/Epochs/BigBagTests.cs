using System.Globalization;
using Ect.Contracts;
using Ect.Ethereum;
using Ect.Ethereum.Rpc;
using Ect.Protocol.Lifecycles;
using Ect.Scheduler.Replicas;
using Ect.Scheduler.Tests.Network;
using Ect.Testing;
using static Ect.Scheduler.Tests.Epochs.EpochConduct;

namespace Ect.Scheduler.Tests.Epochs;

public sealed class BigBagTests
{
    private const int Tasks = 1000;
    private static readonly TimeSpan LongPatience = TimeSpan.FromMinutes(25);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_thousand_tasks_twenty_workers_four_liars_two_that_vanish_and_a_scheduler_killed_twice()
    {
        EpochConduct[] conducts = [.. Enumerable.Repeat(Honest, 14), .. Enumerable.Repeat(Liar, 4), Vanishes, NeverOpens];
        await using var scene = await EpochScene.StartAsync(
            conducts,
            options => options with
            {
                PollInterval = TimeSpan.FromSeconds(1),
                Lease = TimeSpan.FromSeconds(20),
                EpochInterval = TimeSpan.FromSeconds(10),
                SilenceGrace = TimeSpan.FromSeconds(30),
                SignatureTimeout = TimeSpan.FromSeconds(30),
                ConfigureLogging = _ => { },
            },
            slots: 16);
        await scene.Network.Eth.CallAsync("evm_setAutomine", false);
        await scene.Network.Eth.CallAsync("evm_setIntervalMining", 1);
        var deal = await scene.Pool.MatchAsync(Tasks, 3, Ct, category: 1);
        var tasks = EpochPool.TasksOf(deal);

        for (var part = 1; part <= 2; part++)
        {
            await Eventually.HoldsAsync($"{part * 30} % of the tasks are settled", () => Completed(scene, tasks) >= tasks.Count * part * 3 / 10, LongPatience, Ct);
            await scene.RestartAsync();
        }

        // Some tasks have drawn too few who are honest and there: they wait until more are drawn.
        await Eventually.HoldsAsync("what can be settled is settled", () => Completed(scene, tasks) == tasks.Count || IsStuck(scene, tasks), LongPatience, Ct);
        await scene.Network.PassAsync(6 * TestNetwork.LongDuration);
        await Eventually.HoldsAsync("all tasks are settled", () => Completed(scene, tasks) == tasks.Count, LongPatience, Ct);
        await scene.RightAsync(deal);
        var replicas = scene.ReplicasOf(deal).ToList();
        var liars = scene.Crew.Workers.Skip(14).Take(4).ToList();
        foreach (var liar in liars)
        {
            var lies = replicas.Where(replica => replica.Worker == liar.Address && replica.State == ReplicaState.Rejected).ToList();
            lies.Should().NotBeEmpty();
            replicas.Should().NotContain(replica => replica.Worker == liar.Address && replica.State == ReplicaState.Accepted);
            await Eventually.HoldsAsync("every lie is punished", async () => await BondAsync(scene, liar.Address) == EpochPool.Bond - (lies.Count * EpochPool.Stake), LongPatience, Ct);
        }

        foreach (var honest in scene.Crew.Workers.Take(14))
        {
            (await BondAsync(scene, honest.Address)).Should().Be(EpochPool.Bond);
            honest.Complaints.Should().BeEmpty();
        }

        await ReportAsync(scene, deal, tasks.Count);
    }

    private static int Completed(EpochScene scene, IReadOnlyList<Bytes32> tasks) =>
        scene.Tasks.CountEnded().GetValueOrDefault(nameof(TaskState.Completed)) is var completed && completed <= tasks.Count ? completed : tasks.Count;

    /// <summary>Whether no open task has anybody who computes, or is about to open or sign.</summary>
    private static bool IsStuck(EpochScene scene, IReadOnlyList<Bytes32> tasks) =>
        scene.Epochs.Live().Count == 0
        && scene.Open.All.All(task => task.Task.Reason?.Contains("Waiting, because", StringComparison.Ordinal) ?? false)
        && Completed(scene, tasks) > tasks.Count * 8 / 10;

    private static async Task<System.Numerics.BigInteger> BondAsync(EpochScene scene, Address worker) =>
        (await scene.Network.Eth.CallAsync(scene.Network.Hub.SeatOf(worker), cancellationToken: Ct)).Bond * HubClient.Gwei;

    /// <summary>Every transaction of the scheduler since the match, by what it did.</summary>
    private static async Task ReportAsync(EpochScene scene, EctHub.DealMatchedEvent deal, int tasks)
    {
        var gas = new SortedDictionary<string, (int Count, ulong Gas)>(StringComparer.Ordinal);
        var head = await scene.Network.Eth.BlockNumberAsync(Ct);
        for (var number = deal.Position.BlockNumber + 1; number <= head; number++)
        {
            var block = await scene.Network.Eth.GetBlockAsync(number, Ct);
            foreach (var hash in block!.Transactions!)
            {
                if (await scene.Network.Eth.GetTransactionReceiptAsync(hash, Ct) is { } receipt && receipt.From == scene.Network.Scheduler.Address)
                {
                    var (count, used) = gas.GetValueOrDefault(Kind(receipt));
                    gas[Kind(receipt)] = (count + 1, used + receipt.GasUsed);
                }
            }
        }

        var output = TestContext.Current.TestOutputHelper!;
        foreach (var (kind, (count, used)) in gas)
        {
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{kind}: {count} transactions, {used} gas, {(double)used / tasks:0} a task"));
        }

        var settling = gas.Where(entry => entry.Key is "anchor" or "settle").Aggregate(0UL, (sum, entry) => sum + entry.Value.Gas);
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{tasks} tasks: {gas.Values.Sum(entry => entry.Count) / (double)tasks:0.###} transactions and {gas.Values.Aggregate(0UL, (sum, entry) => sum + entry.Gas) / (double)tasks:0} gas a task, {settling / (double)tasks:0} of it for anchors and settlements"));
        settling.Should().BeLessThan((ulong)tasks * 20_000, "a task on chain costs twenty times as much");
    }

    private static string Kind(TransactionReceipt receipt) =>
        receipt.Logs.Any(log => EctHub.EpochAnchoredEvent.TryDecode(log, out _)) ? "anchor"
        : receipt.Logs.Any(log => EctHub.EpochSettledEvent.TryDecode(log, out _)) ? "settle"
        : receipt.Logs.Any(log => EctHub.ContributionPunishedEvent.TryDecode(log, out _)) ? "punish"
        : receipt.Logs.Any(log => EctHub.DrawnEvent.TryDecode(log, out _)) ? "draw"
        : "other";
}
