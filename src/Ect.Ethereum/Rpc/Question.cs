namespace Ect.Ethereum.Rpc;

/// <summary>What is asked of endpoints, of each the same.</summary>
/// <param name="Method">The method.</param>
internal abstract record Question<T>(string Method)
{
    /// <summary>Whether it speaks of the newest block.</summary>
    public abstract bool IsOfNewest { get; }

    /// <summary>The same of the block of a height, where it speaks of the newest.</summary>
    public abstract Question<T> At(ulong height);

    /// <summary>Asks one endpoint once. Only cancellation is thrown.</summary>
    public abstract Task<Attempt<T>> AskAsync(RpcNode node, TimeSpan timeout, CancellationToken cancellationToken);

    /// <summary>An answer as a text that is the same for the same meaning.</summary>
    public abstract string TextOf(T? value);
}
