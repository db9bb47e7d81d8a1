using static Ect.Scheduler.Why.Party;

namespace Ect.Scheduler.Why;

/// <summary>Why a task waits.</summary>
public static class TaskReasons
{
    /// <summary>More workers must contribute before enough agree.</summary>
    public static ReasonKind VotesNeeded { get; } = Kind("votes-needed", Nobody, "More workers must contribute before enough agree.", "Nothing: workers are being asked. If it stays so, `ect task why` says what keeps them.");

    /// <summary>No worker of the pool is connected that may work.</summary>
    public static ReasonKind NoWorkerConnected { get; } = Kind("no-worker-connected", Pool, "No worker of the pool is connected that may work.", "Ask the pool's owner, or buy from another pool: what was paid comes back after the deadline.");

    /// <summary>All connected workers are busy, or their owners let them take nothing now.</summary>
    public static ReasonKind WorkersBusy { get; } = Kind("workers-busy", Pool, "All connected workers are busy, or their owners let them take nothing now.", "Wait for a slot; a pool with more workers is faster.");

    /// <summary>The block whose hash draws the workers is not there yet.</summary>
    public static ReasonKind DrawPending { get; } = Kind("draw-pending", Nobody, "The block whose hash draws the workers is not there yet.", "Nothing: it takes a few blocks.");

    /// <summary>No idle worker has a seat older than the deal and is drawn for the task.</summary>
    public static ReasonKind NoDrawnWorker { get; } = Kind("no-drawn-worker", Pool, "No idle worker has a seat older than the deal and is drawn for the task.", "Wait for those who are drawn; a later deal draws from newer seats too (`ect pool roster`).");

    /// <summary>All idle workers have had a part in the task already, and each counts once.</summary>
    public static ReasonKind AllHadAPart { get; } = Kind("all-had-a-part", Pool, "All idle workers have had a part in the task already, and each counts once.", "Wait: who lost it is asked again. A task of more votes needs a pool of more workers.");

    /// <summary>No idle worker has a bond that covers the task.</summary>
    public static ReasonKind BondsTooSmall { get; } = Kind("bonds-too-small", Worker, "No idle worker has a bond that covers the task.", "Workers: raise the bond (`ect seat raise`). Requesters: ask for a smaller worker stake.");

    /// <summary>No idle worker has the stake free that the task asks for.</summary>
    public static ReasonKind StakesTooSmall { get; } = Kind("stakes-too-small", Worker, "No idle worker has the stake free that the task asks for.", "Workers: deposit more (`ect wallet deposit`). Requesters: ask for a smaller worker stake.");

    /// <summary>No idle worker's machine has what the task needs.</summary>
    public static ReasonKind NoMachineFits { get; } = Kind("no-machine-fits", Pool, "No idle worker's machine has what the task needs: a runtime, memory, a network.", "Wait for those that have it, or buy from a pool whose workers do (`ect pool workers` says what each offers).");

    /// <summary>The task's requirements are true of no idle worker's machine.</summary>
    public static ReasonKind RequirementsUnmet { get; } = Kind("requirements-unmet", Requester, "The task's requirements are true of no idle worker's machine.", "The clause that is named refuses most: ask for less, wait for better machines, or buy from a pool that has them (`ect pool match` tells before you buy).");

    /// <summary>Machines would do, but their owners' requirements are not true of the task.</summary>
    public static ReasonKind OwnersRefuse { get; } = Kind("owners-refuse", Worker, "Machines would do, but their owners' requirements are not true of the task.", "See what they ask for (`ect pool workers --json` shows their ads): a price, a category. Another pool may take it.");

    /// <summary>The task wants machines of one class, and no idle worker is of it.</summary>
    public static ReasonKind HostsDiffer { get; } = Kind("hosts-differ", Pool, "The app wants the machines of one task to be alike, and no idle worker is like those that work on it.", "Wait for one of that class; a pool of like machines is faster. An app with a comparator needs no like machines (docs/apps.md).");

    /// <summary>The pool's own requirements are not true of the deal.</summary>
    public static ReasonKind PoolRefuses { get; } = Kind("pool-refuses", Pool, "The pool's own requirements are not true of the deal: its scheduler gives out none of its tasks.", "Buy from another pool: a client asks before it buys, so the rules are newer than the deal, or it was matched by hand. Drawn workers may still do it by themselves; else it is declined after the last second to contribute, and the payer has everything back.");

    /// <summary>The scheduler drains: it gives out no task any more.</summary>
    public static ReasonKind PoolDrains { get; } = Kind("pool-drains", Pool, "The scheduler drains: it gives out no task any more.", "Wait until the pool's owner starts it again; what is not done by the deadline is refunded.");

    /// <summary>Several workers gave it back and blame the application.</summary>
    public static ReasonKind AppBlamed { get; } = Kind("app-blamed", App, "Several workers gave it back and blame the application.", "Read what they say; publish an app that runs, and buy again. Tried now and then until the deadline, then the payer is refunded.");

    /// <summary>Several workers gave it back and blame the dataset.</summary>
    public static ReasonKind DatasetBlamed { get; } = Kind("dataset-blamed", Dataset, "Several workers gave it back and blame the dataset.", "See that the content store has the dataset and that its owner gives the key; then it goes on by itself.");

    /// <summary>Several workers gave it back and blame the request.</summary>
    public static ReasonKind RequestBlamed { get; } = Kind("request-blamed", Requester, "Several workers gave it back and blame the request.", "Correct the request's parameters and buy again. The payer is refunded after the deadline.");

    /// <summary>Workers compute, or are about to open what they committed to.</summary>
    public static ReasonKind WorkersUnderWay { get; } = Kind("workers-under-way", Nobody, "Workers compute, or are about to open what they committed to.", "Nothing: `ect task watch` shows how far they are.");

    /// <summary>Enough workers have committed; the scheduler anchors their commitments with others'.</summary>
    public static ReasonKind AwaitingAnchor { get; } = Kind("awaiting-anchor", Nobody, "Enough workers have committed; the scheduler anchors their commitments with others'.", "Nothing: an epoch closes within its period, or when it is full.");

    /// <summary>An epoch has it and is to be settled.</summary>
    public static ReasonKind AwaitingEpoch { get; } = Kind("awaiting-epoch", Nobody, "An epoch has it and is to be settled.", "Nothing: `ect scheduler status` shows how far the epoch is. If it does not come, the task leaves for the direct path.");

    /// <summary>On chain, workers must show their results until the end of the reveal phase.</summary>
    public static ReasonKind RevealPhase { get; } = Kind("reveal-phase", Worker, "On chain, workers must show their results until the end of the reveal phase.", "Nothing: whoever is silent then loses its stake.");

    /// <summary>The workers do not agree and no more can be asked.</summary>
    public static ReasonKind VotesDisagree { get; } = Kind("votes-disagree", Worker, "The workers do not agree and no more can be asked.", "Wait for the claim, which refunds the payer. An app that is not deterministic does this: check it with `ect run` on two workers.");

    /// <summary>The workers agree, but none has sent the result itself.</summary>
    public static ReasonKind ResultNotGiven { get; } = Kind("result-not-given", Worker, "The workers agree, but none has sent the result itself.", "Those who agreed must send it: start those workers again.");

    /// <summary>No worker contributed, and it is too late to start one.</summary>
    public static ReasonKind NobodyContributed { get; } = Kind("nobody-contributed", Pool, "No worker contributed, and it is too late to start one.", "Wait for the deadline: the payer is refunded.");

    /// <summary>The scheduler has not read all of the chain's events yet.</summary>
    public static ReasonKind ChainBehind { get; } = Kind("chain-behind", Network, "The scheduler has not read all of the chain's events yet.", "Nothing, unless it lasts: then see the scheduler's node.");

    /// <summary>The scheduler opens the reveal phase on chain.</summary>
    public static ReasonKind OpeningReveal { get; } = Kind("opening-reveal", Nobody, "The scheduler opens the reveal phase on chain.", "Nothing: a transaction is under way.");

    /// <summary>The scheduler settles the task on chain.</summary>
    public static ReasonKind Finalizing { get; } = Kind("finalizing", Nobody, "The scheduler settles the task on chain.", "Nothing: a transaction is under way.");

    /// <summary>No agreement came about; the scheduler claims the refund for the payer.</summary>
    public static ReasonKind Claiming { get; } = Kind("claiming", Pool, "No agreement came about; the scheduler claims the refund for the payer.", "Nothing: a transaction is under way.");

    /// <summary>Nobody contributed; the scheduler declines the task.</summary>
    public static ReasonKind Declining { get; } = Kind("declining", Pool, "Nobody contributed; the scheduler declines the task.", "Nothing: a transaction is under way, and the payer is refunded.");

    /// <summary>The task has ended on chain.</summary>
    public static ReasonKind Ended { get; } = Kind("ended", Nobody, "The task has ended on chain.", "Nothing.");

    /// <summary>A transaction for the task did not succeed; it is tried again.</summary>
    public static ReasonKind StepFailed { get; } = Kind("step-failed", Network, "A transaction for the task did not succeed; it is tried again.", "Operators: read the error; the scheduler's account may lack coin for gas, or its node may be at fault.");

    /// <summary>The scheduler cannot read the chain.</summary>
    public static ReasonKind ChainUnreachable { get; } = Kind("chain-unreachable", Network, "The scheduler cannot read the chain.", "Operators: see that the node answers and serves the right chain (`ect doctor`).");

    /// <summary>The pool's scheduler does not answer.</summary>
    public static ReasonKind SchedulerAway { get; } = Kind("scheduler-away", Pool, "The pool's scheduler does not answer.", "Ask the pool's owner. After some time drawn workers may go on without it, and after the deadline anybody may close the deal (`ect deal close`).");

    /// <summary>The pool names no status page, so only the chain can be asked.</summary>
    public static ReasonKind SchedulerUnnamed { get; } = Kind("scheduler-unnamed", Pool, "The pool names no status page, so only the chain can be asked.", "The pool's owner names one: `ect pool publish NAME --status-url URL`.");

    /// <summary>The scheduler answers, but has not seen the task.</summary>
    public static ReasonKind TaskUnseen { get; } = Kind("task-unseen", Pool, "The scheduler answers, but has not seen the task.", "Wait for a few blocks. If it lasts, its node is behind, or it serves another pool.");

    /// <summary>The scheduler has not looked at the task yet, or says nothing.</summary>
    public static ReasonKind Unexplained { get; } = Kind("unexplained", Nobody, "The scheduler has not looked at the task yet, or says nothing.", "Ask again in a moment.");

    private static ReasonKind Kind(string code, Party party, string meaning, string remedy) => new(Subject.Task, code, party, meaning, remedy);
}
