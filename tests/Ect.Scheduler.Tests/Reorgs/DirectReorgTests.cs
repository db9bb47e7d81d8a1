namespace Ect.Scheduler.Tests.Reorgs;

/// <summary>Every step on the direct path with a re-org right after it: each task ends once, and the store says what the chain says.</summary>
public sealed class DirectReorgTests(DirectScene scene) : IClassFixture<DirectScene>
{
    public static TheoryData<DirectStep, int, bool> Cases { get; } = new(
        from step in Enum.GetValues<DirectStep>() from kind in ReorgChain.Kinds select (step, kind.Depth, kind.Again));

    [Theory]
    [MemberData(nameof(Cases))]
    public Task A_reorg_right_after_a_step_costs_nobody_anything(DirectStep step, int depth, bool again) => scene.RunAsync(step, depth, again);

    [Fact]
    public Task An_opening_that_comes_while_a_reorg_has_removed_the_deal_counts_when_the_deal_is_back() => scene.OpenWithoutDealAsync();
}
