namespace Ect.Scheduler.Storage;

/// <summary>A piece of writing that waits for its transaction.</summary>
internal abstract class PendingWork
{
    /// <summary>Whether nobody waits for it any more.</summary>
    public abstract bool IsCancelled { get; }

    /// <summary>Does the writing. May be called again, if what ran before it in a transaction broke off.</summary>
    public abstract void Run(UnitOfWork unit);

    /// <summary>The transaction is committed: whoever waits has the result.</summary>
    public abstract void Complete();

    public abstract void Fail(Exception exception);

    public abstract void Cancel();
}
