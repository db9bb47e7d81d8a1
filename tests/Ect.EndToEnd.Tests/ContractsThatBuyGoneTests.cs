using Ect.Cli.Up;
using Ect.Contracts;
using Ect.Ethereum;
using Ect.Protocol.Deals;

namespace Ect.EndToEnd.Tests;

/// <summary>A pool that never answers: who asked the contract has the price back, and what the scheduler owes.</summary>
[Collection(NetworkToBreak.Name)]
public sealed class ContractsThatBuyGoneTests(BreakableNetwork breakable)
{
    // Of category 0, in seconds.
    private const uint Duration = 60;

    private TestNetwork Network => breakable.Network;

    [Fact]
    public async Task After_the_final_deadline_anybody_has_the_contract_get_its_money_back()
    {
        (await Network.EctAsync("order", "stand", "app", "monte-carlo", "--price", "0.5", "--wallet", "app-owner")).ShouldSucceed();
        (await Network.EctAsync("order", "stand", "pool", "local", "--price", "3", "--worker-stake", "2", "--wallet", "pool-owner")).ShouldSucceed();
        await using var oracle = await Oracle.DeployAsync(Network);
        await breakable.WithoutAsync(["scheduler"], async () =>
        {
            var before = await oracle.AskersTokensAsync();
            var task = await oracle.AskAsync(Network.Local.Samples[SampleShop.MonteCarlo], null, DealMode.Direct, 1, "{}");
            (before - await oracle.AskersTokensAsync()).Should().Be(Units.ParseEther("3.5"));
            (await Network.EctAsync("task", "pull", $"{task.Id}")).ShouldFail(1, "task_not_ready", "nothing to pull");
            (await Network.EctAsync("task", "refund", $"{task.Id}")).ShouldFail(1, "task_not_ready", "cannot be refunded yet");

            await breakable.PassAsync((HubRules.FinalPeriods * Duration) + 1);
            (await Network.EctAsync("task", "refund", $"{task.Deal.Id}:0")).ShouldSucceed().Document["status"]!.ToString().Should().Be("failed");
            (await Network.EctAsync("task", "refund", $"{task.Deal.Id}:0")).ShouldSucceed();

            (await oracle.StatusAsync(task)).Should().Be(RequestStatus.Failed);
            (await oracle.AskersTokensAsync() - before).Should().Be(task.Deal.Terms.SchedulerStake, "the whole price is back, with the stake of the scheduler that did nothing");
            await oracle.KeepsNothingAsync();
            await breakable.AssertNothingLockedAsync();
        });
    }
}
