namespace Ect.Worker.Contributions;

/// <summary>The only steps that a contribution takes.</summary>
internal static class ContributionLifecycle
{
    public static bool IsTerminal(ContributionState state) => state is ContributionState.Settled;

    /// <summary>
    /// A contribution that the chain never took settles straight from Computed. There is no way back: a re-org that drops
    /// a commitment makes the guardian send the same commitment again, whatever the state.
    /// </summary>
    public static bool CanMove(ContributionState from, ContributionState to) => (from, to) switch
    {
        (ContributionState.Computed, ContributionState.Committed) => true,
        (ContributionState.Computed, ContributionState.Settled) => true,
        (ContributionState.Committed, ContributionState.Opened) => true,
        (ContributionState.Committed, ContributionState.Settled) => true,
        (ContributionState.Opened, ContributionState.Settled) => true,
        _ => false,
    };
}
