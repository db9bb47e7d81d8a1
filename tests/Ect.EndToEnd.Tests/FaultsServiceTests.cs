using Ect.Testing;

namespace Ect.EndToEnd.Tests;

/// <summary>Processes that are away, and commands that are interrupted: what was bought goes on.</summary>
[Collection(NetworkToBreak.Name)]
public sealed class FaultsServiceTests(BreakableNetwork breakable)
{
    private const int Interrupt = 2;
    private const int Terminate = 15;

    private TestNetwork Network => breakable.Network;

    [Fact]
    public async Task Whoever_waits_hears_that_the_scheduler_is_away_and_may_leave()
    {
        var before = await Network.Requester.Deals.ListAsync();
        await breakable.WithoutAsync(["scheduler"], async () =>
        {
            await using var first = Network.StartEct("run", "monte-carlo", "--watch");
            await Heard(first);
            await using var second = Network.StartEct("run", "monte-carlo", "--watch");
            await Heard(second);
            await LeavesAsync(first, Interrupt);
            await LeavesAsync(second, Terminate);
            var deal = (await Network.Requester.Deals.ListAsync())[^1];
            (await Network.EctAsync("deal", "watch", $"{deal.Id}", "--timeout", "12s")).ShouldFail(7, "timeout", $"{deal.Id}").Errors.Should().Contain("scheduler");
            await breakable.BlamesAsync(deal, "pool", "does not answer");
            (await Network.EctAsync("scheduler", "status", "local")).ShouldFail(5, "scheduler_unreachable");
            (await Network.EctAsync("task", "claim", $"{deal.Id}:0")).ShouldFail(1, "task_not_ready", "cannot be claimed");
        });

        var deals = (await Network.Requester.Deals.ListAsync()).Skip(before.Count).ToArray();
        deals.Should().HaveCount(2);
        foreach (var deal in deals)
        {
            (await Network.EctAsync("deal", "watch", $"{deal.Id}")).ShouldSucceed();
        }

        await breakable.AssertNothingLockedAsync();

        static Task Heard(EctProcess process) =>
            Eventually.HoldsAsync("the command says that the scheduler does not answer", () => process.Errors.Contains("scheduler's status page", StringComparison.Ordinal), TimeSpan.FromMinutes(1));
    }

    [Fact]
    public async Task While_the_chain_is_away_everybody_waits_for_it()
    {
        var deal = await breakable.BuyAsync("monte-carlo", "--tasks", "3", "--trust", "2");
        await breakable.WithoutAsync(["chain"], async () =>
        {
            (await Network.EctAsync("wallet", "balance")).ShouldFail(5, "chain_unreachable", Network.Local.Network.Rpc.ToString());
            (await Network.EctAsync("run", "monte-carlo")).ShouldFail(5, "chain_unreachable", Network.Local.Network.Rpc.ToString());
            await Eventually.HoldsAsync("the scheduler says that it cannot read the chain", async () =>
                (await Network.EctAsync("scheduler", "status", "--url", Network.Local.SchedulerStatus.ToString())).Document["warnings"]!.ToJsonString().Contains("chain cannot be read", StringComparison.Ordinal));
        });
        await breakable.AssertSettledAsync(deal);
    }

    private static async Task LeavesAsync(EctProcess process, int signal)
    {
        process.Signal(signal);
        var outcome = (await process.EndAsync()).ShouldFail(130, "interrupted", "goes on");
        outcome.Hint.Should().MatchRegex("ect deal watch 0x[0-9a-f]{64}");
    }
}
