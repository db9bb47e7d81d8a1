using System.Collections.Concurrent;
using Ect.Scheduler.Tasks;
using Microsoft.Extensions.Logging;

namespace Ect.Scheduler.Epochs;

/// <summary>
/// Runs what takes the chain's time beside the loop, one deed a name at a time. A deed writes down what came of it; one that
/// breaks off is decided on again at the next look.
/// </summary>
internal sealed partial class EpochDeeds(Wakeup wakeup, ILogger<EpochDeeds> logger)
{
    private readonly ConcurrentDictionary<string, Task> _underWay = new();

    public bool IsUnderWay(string name) => _underWay.ContainsKey(name);

    /// <summary>Starts a deed unless one of this name is under way.</summary>
    public void Start(string name, Func<CancellationToken, Task> deed, CancellationToken ct)
    {
        var listed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        if (_underWay.TryAdd(name, listed.Task))
        {
            _underWay[name] = RunAsync(listed.Task, name, deed, ct);
            listed.SetResult();
        }
    }

    /// <summary>Waits until no deed is under way.</summary>
    public Task DrainAsync() => Task.WhenAll(_underWay.Values);

    private async Task RunAsync(Task listed, string name, Func<CancellationToken, Task> deed, CancellationToken ct)
    {
        await listed;
        try
        {
            await deed(ct);
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            // Stopping: the next start looks at the chain and goes on.
        }
        catch (Exception exception)
        {
            LogBroken(exception, name);
        }
        finally
        {
            _underWay.TryRemove(name, out _);
            wakeup.Signal();
        }
    }

    [LoggerMessage(LogLevel.Error, "A deed broke off: {Name}")]
    private partial void LogBroken(Exception exception, string name);
}
