namespace Ect.Worker.Runtimes;

/// <summary>Runs untrusted applications, each in a sandbox of its own.</summary>
public interface IRuntime
{
    /// <summary>
    /// Runs one application to its end. Everything that an application or the machine can do wrong comes back as a
    /// value; only a bug in the runtime itself, or cancellation, is thrown.
    /// </summary>
    /// <param name="request">What to run, on which folders, under which limits.</param>
    /// <param name="cancellationToken">Stops the application within a few ticks of the runtime's clock.</param>
    /// <returns>How the run ended and what it used.</returns>
    /// <exception cref="OperationCanceledException">The run was cancelled.</exception>
    /// <exception cref="Inputs.InputException">Something that the application's manifest names cannot be had; it says whose fault that is.</exception>
    /// <exception cref="ArgumentException">The request itself is wrong: a limit out of range, a seed of another length.</exception>
    Task<RunOutcome> RunAsync(RunRequest request, CancellationToken cancellationToken = default);
}
