using static Ect.Scheduler.Why.Party;

namespace Ect.Scheduler.Why;

/// <summary>Why a worker's part in a task came to nothing.</summary>
public static class ReplicaReasons
{
    /// <summary>The worker's connection was lost for a whole lease.</summary>
    public static ReasonKind Silent { get; } = Kind("worker-silent", Worker, "The worker's connection was lost for a whole lease.", "The worker: see that it runs and that its line holds. Others are asked.");

    /// <summary>The worker did not commit within the task's duration.</summary>
    public static ReasonKind Late { get; } = Kind("worker-late", Worker, "The worker did not commit within the task's duration.", "The worker: fewer slots, or a faster machine. The requester: a longer category.");

    /// <summary>The worker did not take the task.</summary>
    public static ReasonKind Declined { get; } = Kind("declined", Worker, "The worker did not take the task.", "Read what it says; others are asked.");

    /// <summary>The worker could not do it and blames the application.</summary>
    public static ReasonKind FailedApp { get; } = Kind("failed-app", App, "The worker could not do it and blames the application.", "Publish an app that runs.");

    /// <summary>The worker could not do it and blames the dataset.</summary>
    public static ReasonKind FailedDataset { get; } = Kind("failed-dataset", Dataset, "The worker could not do it and blames the dataset.", "See that the content store has it and that the key is given.");

    /// <summary>The worker could not do it and blames the request.</summary>
    public static ReasonKind FailedRequest { get; } = Kind("failed-request", Requester, "The worker could not do it and blames the request.", "Correct the request's parameters.");

    /// <summary>The worker could not do it and blames itself.</summary>
    public static ReasonKind FailedWorker { get; } = Kind("failed-worker", Worker, "The worker could not do it and blames itself.", "The worker: cure what it names (`ect doctor`).");

    /// <summary>The worker could not do it and blames the pool.</summary>
    public static ReasonKind FailedPool { get; } = Kind("failed-pool", Pool, "The worker could not do it and blames the pool.", "Ask the pool's owner.");

    /// <summary>The worker could not do it and blames the network.</summary>
    public static ReasonKind FailedNetwork { get; } = Kind("failed-network", Network, "The worker could not do it and blames the network.", "Wait: it is asked again. See that content store and node answer.");

    /// <summary>The worker could not do it and does not say whose fault it is.</summary>
    public static ReasonKind FailedUnnamed { get; } = Kind("failed-unnamed", Nobody, "The worker could not do it and does not say whose fault it is.", "Read what it says.");

    /// <summary>The others agreed on another result; its stake is lost.</summary>
    public static ReasonKind Outvoted { get; } = Kind("outvoted", Worker, "The others agreed on another result; its stake is lost.", "The worker: find out why its result differs (memory, versions). The app must be deterministic.");

    /// <summary>The worker committed and never showed its result; its stake is lost.</summary>
    public static ReasonKind NeverRevealed { get; } = Kind("never-revealed", Worker, "The worker committed and never showed its result; its stake is lost.", "The worker: stay connected until the task has ended.");

    /// <summary>The worker did not open its commitment in time after the anchor.</summary>
    public static ReasonKind NotOpened { get; } = Kind("not-opened", Worker, "The worker did not open its commitment in time after the anchor.", "The worker: stay connected until the epoch is settled.");

    /// <summary>The worker did not sign the settlement in time.</summary>
    public static ReasonKind NotSigned { get; } = Kind("not-signed", Worker, "The worker did not sign the settlement in time.", "The worker: stay connected until the epoch is settled; with its receipt it can claim its wage.");

    /// <summary>The task ended before the worker committed.</summary>
    public static ReasonKind EndedFirst { get; } = Kind("ended-first", Nobody, "The task ended before the worker committed.", "Nothing: nothing was at stake.");

    /// <summary>The task ended without the worker's vote; its stake is back.</summary>
    public static ReasonKind Released { get; } = Kind("released", Nobody, "The task ended without the worker's vote; its stake is back.", "Nothing.");

    /// <summary>The worker's part was given up.</summary>
    public static ReasonKind GivenUp { get; } = Kind("given-up", Nobody, "The worker's part was given up.", "Read the evidence.");

    private static ReasonKind Kind(string code, Party party, string meaning, string remedy) => new(Subject.Replica, code, party, meaning, remedy);
}
