using static Ect.Protocol.Lifecycles.ReplicaState;

namespace Ect.Protocol.Lifecycles;

/// <summary>
/// A worker's part in a task. An authorisation cannot be taken back, so a worker given up may still commit. What a
/// re-organisation removes leads one step back; from there the next look at the chain moves it on.
/// </summary>
public static class ReplicaLifecycle
{
    /// <summary>The table; docs/protocol.md draws it.</summary>
    public static Lifecycle<ReplicaState> Table { get; } = new(
        Assigned,
        new(Assigned, Committed, "commitment seen on chain"),
        new(Assigned, Lost, "late, gone, or task ended"),
        new(Assigned, ReplicaState.Failed, "worker reports failure"),
        new(Assigned, Pledged, "signed commitment received"),
        new(Lost, Assigned, "worker back in time"),
        new(Lost, Committed, "late commitment seen on chain"),
        new(Lost, Pledged, "late signed commitment received"),
        new(ReplicaState.Failed, Assigned, "tried again after a pause"),
        new(ReplicaState.Failed, Committed, "late commitment seen on chain"),
        new(ReplicaState.Failed, Pledged, "late signed commitment received"),
        new(Committed, Opened, "opening received"),
        new(Committed, Revealed, "reveal seen on chain"),
        new(Committed, Accepted, "accepted on chain"),
        new(Committed, Rejected, "rejected on chain"),
        new(Committed, Released, "released on chain"),
        new(Committed, Assigned, "commitment removed by re-org", IsReorg: true),
        new(Committed, Lost, "commitment removed by re-org", IsReorg: true),
        new(Opened, Revealed, "reveal seen on chain"),
        new(Opened, Accepted, "accepted on chain"),
        new(Opened, Rejected, "rejected on chain"),
        new(Opened, Released, "released on chain"),
        new(Opened, Assigned, "commitment removed by re-org", IsReorg: true),
        new(Opened, Lost, "commitment removed by re-org", IsReorg: true),
        new(Revealed, Accepted, "accepted on chain"),
        new(Revealed, Rejected, "rejected on chain"),
        new(Revealed, Released, "released on chain"),
        new(Revealed, Committed, "reveal removed by re-org", IsReorg: true),
        new(Accepted, Committed, "settlement removed by re-org", IsReorg: true),
        new(Rejected, Committed, "settlement removed by re-org", IsReorg: true),
        new(Released, Committed, "settlement removed by re-org", IsReorg: true),
        new(Pledged, Disclosed, "opening received"),
        new(Pledged, Lost, "opening overdue"),
        new(Pledged, Committed, "commitment seen on chain"),
        new(Pledged, Assigned, "task left the epoch path"),
        new(Pledged, Released, "epoch settled without it"),
        new(Disclosed, Lost, "signature overdue"),
        new(Disclosed, Committed, "commitment seen on chain"),
        new(Disclosed, Assigned, "task left the epoch path"),
        new(Disclosed, Accepted, "paid by an epoch"),
        new(Disclosed, Rejected, "outvoted in an epoch"),
        new(Disclosed, Released, "epoch settled without it"),
        new(Accepted, Disclosed, "epoch removed by re-org", IsReorg: true),
        new(Rejected, Disclosed, "epoch removed by re-org", IsReorg: true),
        new(Released, Disclosed, "epoch removed by re-org", IsReorg: true),
        new(Released, Pledged, "epoch removed by re-org", IsReorg: true));

    /// <summary>Whether the worker may still bring a vote that the scheduler counts on.</summary>
    public static bool IsInFlight(ReplicaState state) => state is Assigned or Committed or Opened or Revealed or Pledged or Disclosed;

    /// <summary>Whether the worker's commitment is on chain, as far as the task is on the direct path.</summary>
    public static bool IsContributor(ReplicaState state) => state is Committed or Opened or Revealed or Accepted or Rejected or Released;
}
