using System.Diagnostics;
using Ect.Worker.Runtimes;

namespace Ect.Worker.Conduct;

/// <summary>
/// The casualty: computes like any runtime until its last run, at whose end it kills its own process, as a power cut
/// would: nothing is flushed, told or handed back.
/// </summary>
internal sealed class MortalRuntime(IRuntime inner, int lastRun) : IRuntime
{
    private int runs;

    public async Task<RunOutcome> RunAsync(RunRequest request, CancellationToken cancellationToken = default)
    {
        var outcome = await inner.RunAsync(request, cancellationToken);
        if (Interlocked.Increment(ref runs) >= lastRun)
        {
            using var self = Process.GetCurrentProcess();
            self.Kill();
        }

        return outcome;
    }
}
