namespace Ect.Scheduler.Tests.Reorgs;

/// <summary>Every step on the epoch path with a re-org right after it: each task is settled once, and the store says what the chain says.</summary>
public sealed class SettledReorgTests(SettledScene scene) : IClassFixture<SettledScene>
{
    public static TheoryData<EpochStep, int, bool> Cases { get; } = new(
        from step in Enum.GetValues<EpochStep>() from kind in ReorgChain.Kinds where kind is not (1, true) and not (3, false) select (step, kind.Depth, kind.Again));

    [Theory]
    [MemberData(nameof(Cases))]
    public Task A_reorg_right_after_a_step_costs_nobody_anything(EpochStep step, int depth, bool again) => scene.RunAsync(step, depth, again);
}
