using System.Globalization;
using System.Numerics;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Ect.Cli.Up;
using Ect.Contracts;
using Ect.Ethereum;
using Ect.Sdk.Deals;
using Ect.Sdk.Qos;
using Ect.Testing;

namespace Ect.EndToEnd.Tests;

/// <summary>A pool that loses its worker in the middle of a bag, and another one where the requester buys the tail.</summary>
public sealed class TailTests
{
    private const uint Tasks = 8;
    private const double HelpFrom = 0.25; // of them
    private const string Budget = "36"; // for all of them
    private const int KillSignal = 9;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private static readonly string[] Help = ["--tail-pool", "reliable", "--tail-budget", Budget, "--tail-at", HelpFrom.ToString(CultureInfo.InvariantCulture), "--tail-size", "greedy"];

    [Fact]
    public async Task A_bag_whose_pool_loses_its_worker_is_finished_by_another_pool_within_the_budget_and_bought_once()
    {
        await using var network = await TestNetwork.StartAsync(options => Task.FromResult(options with
        {
            Workers = [new WorkerPlan { Restarts = false }, new()],
            // Its wallet works for the other pool.
            Adapt = role => role.Name == "worker-2" ? role with { Program = "/bin/sleep", Arguments = ["infinity"], IsReady = null } : role,
        }));
        var pool = await OpenPoolAsync(network);
        var me = network.Local.Parties.Requester.Address;
        (await network.EctAsync(["run", "monte-carlo", "--watch", "--pool", "reliable", .. Help])).ShouldFail(2, "invalid_value", "--tail-pool names");
        (await network.EctAsync(["run", "monte-carlo", "--pool", "local", .. Help])).ShouldFail(2, "invalid_value", "waits");

        (await network.EctAsync("run", "monte-carlo", "--watch", "--tail-budget", "1")).ShouldFail(2, "invalid_value", "no pool is named");
        (await network.EctAsync("run", "monte-carlo", "--watch", "--tail-pool", "reliable")).ShouldFail(2, "invalid_value", "without a budget");

        DealInfo deal;
        await using (var run = network.StartEct(["run", "monte-carlo", "--args", "150000000", "7", "--category", "0", "--tasks", $"{Tasks}", "--direct", "--pool", "local", "--watch", .. Help]))
        {
            await Eventually.HoldsAsync("so many results are there that help may be bought", () => Task.FromResult(Regex.Count(run.Errors, "COMPLETED") >= HelpFrom * Tasks), Patience);
            await network.Local.Supervisor["worker-1"].StopAsync(atOnce: true);
            await Eventually.HoldsAsync("help is bought", () => run.Errors.Contains("HELP      bought", StringComparison.Ordinal) ? Task.FromResult(true) : throw new InvalidOperationException($"It says: {run.Errors}"), Patience);
            run.Signal(KillSignal);
            deal = (await network.Requester.Deals.ListAsync(me)).Single(bought => bought.Terms.Pool == network.Local.Pool);
        }

        var watch = (await network.EctAsync(["deal", "watch", $"{deal.Id}", .. Help])).ShouldSucceed();

        var progress = watch.Document["progress"]!;
        ((int)progress["completed"]!, (int)progress["tasks"]!).Should().Be(((int)Tasks, (int)Tasks));
        var help = (await network.Requester.Deals.ListAsync(me)).Where(bought => bought.Terms.Pool == pool).Select(HelpDeal.TryOf).OfType<HelpDeal>().ToArray();
        var repeated = help.SelectMany(bought => bought.Tasks).ToArray();
        repeated.Select(task => task.Repeated).Should().OnlyHaveUniqueItems("the second command knows what the first one bought").And.NotBeEmpty();
        ((string)progress["help"]!["spent"]!).Should().Be(Units.FormatEther(repeated.Length * Units.ParseEther("4.5")));
        Units.ParseEther((string)progress["help"]!["spent"]!).Should().BeLessThanOrEqualTo(Units.ParseEther(Budget));

        // What the first pool finds later, for the same indices, is the same: each repetition computed its task and no other.
        await network.Local.Supervisor.StartAsync(network.Local.Supervisor["worker-1"].Role, CancellationToken.None);
        var own = await network.EndOfAsync(deal, TimeSpan.FromMinutes(2));
        var digests = new Dictionary<uint, Bytes32?>();
        foreach (var bought in help)
        {
            foreach (var task in await network.EndOfAsync(bought.Deal, TimeSpan.FromMinutes(2)))
            {
                digests[bought.Repeats.Tasks[task.Index]] = task.Digest;
            }
        }

        own.Should().OnlyContain(task => task.Status == ChainTaskStatus.Completed);
        own.Select(task => task.Digest).Should().OnlyHaveUniqueItems("each task has points of its own");
        digests.Should().AllSatisfy(task => task.Value.Should().Be(own[(int)task.Key].Digest));
        await network.AssertConservedAsync();
    }

    // The second pool's owner and worker are parties of the network that have nothing else to do.
    private static async Task<BigInteger> OpenPoolAsync(TestNetwork network)
    {
        using var ports = new Ports();
        var (scheduler, status) = (LocalPorts.Url(ports.Choose(7610)), LocalPorts.Url(ports.Choose(7611)));
        var (owner, worker) = (network.Local.Parties.DatasetOwner, network.Local.Parties.Workers[1]);
        (await network.EctAsync("wallet", "send", "500", owner.Name, "--wallet", "treasury")).ShouldSucceed();
        (await network.EctAsync("wallet", "deposit", "500", "--wallet", owner.Name)).ShouldSucceed();
        var published = (await network.EctAsync("pool", "publish", "reliable", "--scheduler-url", $"{scheduler}", "--status-url", $"{status}", "--wallet", owner.Name)).ShouldSucceed();
        var pool = BigInteger.Parse("0" + ((string)published.Document["asset"]!["id"]!)[2..], NumberStyles.HexNumber, CultureInfo.InvariantCulture);
        await network.Local.Supervisor.StartAsync(RoleOf(network, "reliable-scheduler", "scheduler", "start", "--pool", "reliable", "--wallet", owner.Name, "--listen", $"{scheduler}", "--status-listen", $"{status}"), CancellationToken.None);
        await network.Local.Supervisor.StartAsync(RoleOf(network, "reliable-worker", "worker", "start", "--pool", "reliable", "--wallet", worker.Name, "--slots", "2") with { IsReady = stop => network.Hub.IsSeatedAsync(pool, worker.Address, stop) }, CancellationToken.None);
        (await network.EctAsync("order", "sign", "pool", "reliable", "--price", "4", "--worker-stake", "2", "--post", "--wallet", owner.Name)).ShouldSucceed();
        return pool;
    }

    private static Role RoleOf(TestNetwork network, string name, params string[] arguments) =>
        new(name, Path.Combine(AppContext.BaseDirectory, "ect"), [.. arguments, "--network", network.NetworkFile(), "--home", network.Folder, "--data", network.Folders().Of(name)]);
}
