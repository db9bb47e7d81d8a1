using static Ect.Scheduler.Why.Party;

namespace Ect.Scheduler.Why;

/// <summary>Why a worker has no work.</summary>
public static class WorkerReasons
{
    /// <summary>The worker is not connected to the scheduler.</summary>
    public static ReasonKind NotConnected { get; } = Kind("not-connected", Worker, "The worker is not connected to the scheduler.", "Start it: `ect worker start`. If it runs, read its log, and see that the scheduler's port is reachable (`ect doctor`).");

    /// <summary>The worker has logged in and not asked for work yet.</summary>
    public static ReasonKind NotReady { get; } = Kind("not-ready", Worker, "The worker has logged in and not asked for work yet.", "Nothing: its first heartbeat is due. If it lasts, read its log.");

    /// <summary>All its slots are busy.</summary>
    public static ReasonKind SlotsBusy { get; } = Kind("slots-busy", Nobody, "All its slots are busy.", "Nothing: it works. More slots: `ect worker start --slots`.");

    /// <summary>The worker's owner uses the machine.</summary>
    public static ReasonKind OwnerUsesMachine { get; } = Kind("owner-uses-machine", Nobody, "The worker's owner uses the machine.", "Nothing: it goes on when the machine has been idle. On the machine: `ect worker status`, `ect worker prefs --idle`.");

    /// <summary>The worker's machine runs on battery, on which its owner does not let it compute.</summary>
    public static ReasonKind OnBattery { get; } = Kind("on-battery", Nobody, "The worker's machine runs on battery, on which its owner does not let it compute.", "Plug it in. On the machine: `ect worker prefs --battery yes`.");

    /// <summary>It is outside the hours in which the worker's owner lets it compute.</summary>
    public static ReasonKind OutsideHours { get; } = Kind("outside-hours", Nobody, "It is outside the hours in which the worker's owner lets it compute.", "Nothing: it goes on at the time that is named. On the machine: `ect worker prefs --hours`.");

    /// <summary>The worker's owner paused it.</summary>
    public static ReasonKind PausedByOwner { get; } = Kind("paused-by-owner", Worker, "The worker's owner paused it.", "On the machine: `ect worker resume`.");

    /// <summary>Less of the worker's disk is free than its owner wants to keep.</summary>
    public static ReasonKind DiskFull { get; } = Kind("disk-full", Worker, "Less of the worker's disk is free than its owner wants to keep.", "Make room on it. On the machine: `ect worker prefs --keep-free`.");

    /// <summary>It gave a wrong result, stayed silent or opened falsely, and gets no work for a while.</summary>
    public static ReasonKind Banned { get; } = Kind("banned", Worker, "It gave a wrong result, stayed silent or opened falsely, and gets no work for a while.", "Wait until the time that is named; find out why the result was wrong (memory, versions, container engine).");

    /// <summary>It failed too many tasks lately.</summary>
    public static ReasonKind Failing { get; } = Kind("failing", Worker, "It failed too many tasks lately.", "Cure what the last failure names (`ect doctor`), then wait until fewer are that recent.");

    /// <summary>The open tasks need what the machine does not offer.</summary>
    public static ReasonKind MachineUnfit { get; } = Kind("machine-unfit", Worker, "The open tasks need what this machine does not offer: a runtime, memory, a network.", "Install a container engine (`ect doctor` says what is missing), lend more memory (`ect worker prefs --memory`), or let containers have a network (`ect worker start --allow-network`).");

    /// <summary>The open tasks' requirements are not true of this machine.</summary>
    public static ReasonKind RequirementsRefuse { get; } = Kind("requirements-refuse", Requester, "The open tasks' requirements are not true of this machine.", "Nothing, if the machine is what it is; say what is missing of it with `ect worker start --ad` (docs/classads.md).");

    /// <summary>The worker's own requirements are not true of the open tasks.</summary>
    public static ReasonKind OwnerRefuses { get; } = Kind("owner-refuses", Worker, "The worker's own requirements are not true of the open tasks.", "Nothing, if that is what its owner wants; else start it with other Requirements in `--ad`.");

    /// <summary>The open tasks rank machines, and better ones are idle.</summary>
    public static ReasonKind OthersPreferred { get; } = Kind("others-preferred", Nobody, "The open tasks rank machines, and better ones are idle.", "Nothing: it has its turn when those are busy.");

    /// <summary>The pool's own requirements refuse the deals that need workers.</summary>
    public static ReasonKind PoolRefuses { get; } = Kind("pool-refuses-deals", Pool, "The pool's own requirements refuse the deals that need workers.", "Nothing, if that is what the pool's owner wants (`ect scheduler start --requirements`).");

    /// <summary>The scheduler drains: it gives out no task any more.</summary>
    public static ReasonKind SchedulerDrains { get; } = Kind("scheduler-drains", Pool, "The scheduler drains: it gives out no task any more.", "Nothing: the worker connects again by itself when the scheduler is back.");

    /// <summary>No task needs another worker now.</summary>
    public static ReasonKind NoTask { get; } = Kind("no-task", Nobody, "No task needs another worker now.", "Nothing: wait for deals, or offer a lower price.");

    /// <summary>The open tasks are for workers that took a seat before their deals.</summary>
    public static ReasonKind NotSeated { get; } = Kind("not-seated", Worker, "The open tasks are for workers that took a seat before their deals.", "Take a seat (`ect seat take`); later deals draw it.");

    /// <summary>The open tasks need more stake than the worker has free.</summary>
    public static ReasonKind StakeTooLow { get; } = Kind("stake-too-low", Worker, "The open tasks need more stake than the worker has free.", "Deposit more: `ect wallet deposit`.");

    /// <summary>The tasks that need workers have all had it, or drew others, or need more bond than it has left.</summary>
    public static ReasonKind NotDrawn { get; } = Kind("not-drawn", Nobody, "The tasks that need workers have all had it, or drew others, or need more bond than it has left.", "Nothing: the next tasks draw anew. A larger bond allows more tasks at a time (`ect seat raise`).");

    /// <summary>It was given work, or was not looked at yet.</summary>
    public static ReasonKind Served { get; } = Kind("served", Nobody, "It was given work, or was not looked at yet.", "Nothing.");

    /// <summary>The worker has no seat in the pool.</summary>
    public static ReasonKind NoSeat { get; } = Kind("no-seat", Worker, "The worker has no seat in the pool.", "Take one: `ect seat take POOL`; `ect worker start` does at its first start.");

    /// <summary>The worker's seat is in another pool.</summary>
    public static ReasonKind OtherPool { get; } = Kind("other-pool", Worker, "The worker's seat is in another pool.", "Leave that one first (`ect seat leave`), or work for it.");

    /// <summary>The worker is leaving its seat.</summary>
    public static ReasonKind SeatLeaving { get; } = Kind("seat-leaving", Worker, "The worker is leaving its seat.", "Withdraw the bond when its time is over (`ect seat withdraw`), then take a seat again.");

    /// <summary>The worker's bond is below what the pool asks of new seats.</summary>
    public static ReasonKind BondBelowPool { get; } = Kind("bond-below-pool", Worker, "The worker's bond is below what the pool asks of new seats.", "Raise it: `ect seat raise`.");

    /// <summary>Those of a worker whose owner lets it take no work.</summary>
    public static IReadOnlyList<ReasonKind> Resting { get; } = [OwnerUsesMachine, OnBattery, OutsideHours, PausedByOwner, DiskFull];

    private static ReasonKind Kind(string code, Party party, string meaning, string remedy) => new(Subject.Worker, code, party, meaning, remedy);
}
