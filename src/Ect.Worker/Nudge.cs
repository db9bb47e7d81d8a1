namespace Ect.Worker;

/// <summary>Pauses that another thread can cut short. For one that pauses and any number that nudge; a nudge given between two pauses ends the next one.</summary>
internal sealed class Nudge(TimeProvider time)
{
    private volatile TaskCompletionSource signal = NewSignal();

    public void Give() => signal.TrySetResult();

    public async Task PauseAsync(TimeSpan longest, CancellationToken cancellationToken)
    {
        var current = signal;
        using (var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken))
        {
            await Task.WhenAny(current.Task, Task.Delay(longest, time, stop.Token));
            await stop.CancelAsync();
        }

        cancellationToken.ThrowIfCancellationRequested();
        if (current.Task.IsCompleted)
        {
            signal = NewSignal();
        }
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
