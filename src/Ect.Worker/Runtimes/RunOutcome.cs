namespace Ect.Worker.Runtimes;

/// <summary>How a run ended.</summary>
public abstract record RunOutcome
{
    private RunOutcome()
    {
    }

    /// <summary>What the run used up to its end.</summary>
    public RunUsage Usage { get; init; } = RunUsage.None;

    /// <summary>
    /// The application ended with exit code zero. The output folder holds its result tree, with <c>stdout.txt</c> and
    /// <c>stderr.txt</c> added.
    /// </summary>
    public sealed record Completed : RunOutcome;

    /// <summary>The application is to blame. The output folder holds <c>stdout.txt</c> and <c>stderr.txt</c>, or nothing when it never started.</summary>
    /// <param name="Kind">What it did wrong.</param>
    /// <param name="Message">A sentence for its user; equal on every machine, unless the kind is <see cref="AppFailure.WallTime"/>.</param>
    public sealed record AppFailed(AppFailure Kind, string Message) : RunOutcome
    {
        /// <summary>The exit code, when the application ended itself.</summary>
        public int? ExitCode { get; init; }
    }

    /// <summary>
    /// This worker does not run it, because of what its machine has or its owner allows. Nobody is to blame, and another may well run
    /// it. What the output folder holds is undefined.
    /// </summary>
    /// <param name="Reason">A sentence for the worker's owner.</param>
    public sealed record Declined(string Reason) : RunOutcome;

    /// <summary>This worker is to blame, a full disk for example; another may well succeed. What the output folder holds is undefined.</summary>
    /// <param name="Reason">A sentence for the worker's owner.</param>
    public sealed record WorkerFailed(string Reason) : RunOutcome;
}
