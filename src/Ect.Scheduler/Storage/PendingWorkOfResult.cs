namespace Ect.Scheduler.Storage;

/// <inheritdoc cref="PendingWork"/>
internal sealed class PendingWork<T>(Func<UnitOfWork, T> work, CancellationToken ct) : PendingWork
{
    private readonly TaskCompletionSource<T> _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private T _result = default!;

    /// <summary>Ends when the result is committed.</summary>
    public Task<T> Task => _completion.Task;

    public override bool IsCancelled => ct.IsCancellationRequested;

    public override void Run(UnitOfWork unit) => _result = work(unit);

    public override void Complete() => _completion.TrySetResult(_result);

    public override void Fail(Exception exception) => _completion.TrySetException(exception);

    public override void Cancel() => _completion.TrySetCanceled(ct);
}
