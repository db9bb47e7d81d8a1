using Ect.Bench.Checks;

namespace Ect.Bench.Reports;

/// <summary>How soon a killed scheduler works again.</summary>
internal sealed record RecoveryReport
{
    public required Machine Machine { get; init; }

    /// <summary>Rows of the store when the scheduler was killed.</summary>
    public required IReadOnlyDictionary<string, long> Tasks { get; init; }

    public required IReadOnlyDictionary<string, long> Replicas { get; init; }

    public required IReadOnlyDictionary<string, long> Epochs { get; init; }

    public required int Workers { get; init; }

    /// <summary>From the start of the process until workers can connect.</summary>
    public required double ListeningSeconds { get; init; }

    /// <summary>Until GET /status knows every task.</summary>
    public required double LoadedSeconds { get; init; }

    /// <summary>Until a worker has a new assignment in its hands; workers try to connect once a second.</summary>
    public required double FirstAssignmentSeconds { get; init; }

    /// <summary>Until all workers are connected again.</summary>
    public required double ConnectedSeconds { get; init; }

    public required SchedulerMemory Memory { get; init; }

    public required long StoreBytes { get; init; }

    public required Verdict Verdict { get; init; }
}
