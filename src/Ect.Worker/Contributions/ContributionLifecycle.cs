using static Ect.Worker.Contributions.ContributionState;

namespace Ect.Worker.Contributions;

/// <summary>The only steps that a contribution takes.</summary>
internal static class ContributionLifecycle
{
    public static bool IsTerminal(ContributionState state) => state is Settled;

    /// <summary>
    /// A contribution that the chain never took settles straight from Computed. There is no way back: a re-org that drops
    /// a commitment makes the guardian send the same commitment again, whatever the state. Whoever has stalled does not
    /// return to the epoch path: its transaction may be on the way, and would spoil the settlement.
    /// Whoever is left out is so for good, unless a re-org puts that very transaction in the settlement's place.
    /// </summary>
    public static bool CanMove(ContributionState from, ContributionState to) => (from, to) switch
    {
        (Computed, Committed) => true,
        (Committed, Opened) => true,
        (Computed, Receipted) => true,
        (Computed or Receipted, Anchored) => true,
        (Anchored, Shown) => true,
        (Computed or Receipted or Anchored or Shown, Stalled) => true,
        (Stalled, Committed) => true,
        (Receipted or Anchored or Shown or Stalled, LeftOut) => true,
        (LeftOut, Committed) => true,
        (not Settled, Settled) => true,
        _ => false,
    };
}
