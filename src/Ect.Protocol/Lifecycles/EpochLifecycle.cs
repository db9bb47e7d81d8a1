using static Ect.Protocol.Lifecycles.EpochState;

namespace Ect.Protocol.Lifecycles;

/// <summary>
/// A scheduler's epoch. A settlement that does not come about leads back to Anchored, from where it is proposed again as
/// things stand then. Anybody who has the signatures may settle.
/// </summary>
public static class EpochLifecycle
{
    /// <summary>The table; docs/protocol.md draws it.</summary>
    public static Lifecycle<EpochState> Table { get; } = new(
        Open,
        new(Open, Closed, "commitments complete"),
        new(Open, Abandoned, "number used on chain"),
        new(Closed, Anchored, "anchor seen on chain"),
        new(Closed, Abandoned, "number used on chain"),
        new(Anchored, Proposed, "settlement proposed"),
        new(Anchored, Abandoned, "nothing agreed on"),
        new(Anchored, Settled, "settlement seen on chain"),
        new(Proposed, Settling, "all signed"),
        new(Proposed, Anchored, "signers left out or tasks gone"),
        new(Proposed, Settled, "settlement seen on chain"),
        new(Settling, Anchored, "settlement refused"),
        new(Settling, Settled, "settlement seen on chain"),
        new(Anchored, Closed, "anchor removed by re-org", IsReorg: true),
        new(Proposed, Closed, "anchor removed by re-org", IsReorg: true),
        new(Settling, Closed, "anchor removed by re-org", IsReorg: true),
        new(Settled, Closed, "anchor removed by re-org", IsReorg: true),
        new(Settled, Anchored, "settlement removed by re-org", IsReorg: true));

    /// <summary>Whether tasks of the epoch wait for its settlement.</summary>
    public static bool IsLive(EpochState state) => state is Closed or Anchored or Proposed or Settling;
}
