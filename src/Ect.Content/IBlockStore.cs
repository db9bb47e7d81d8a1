namespace Ect.Content;

/// <summary>Somewhere blocks are kept.</summary>
public interface IBlockStore : IBlockSource
{
    /// <summary>True if the store holds the block (its bytes are verified when read, not here).</summary>
    Task<bool> HasAsync(Cid cid, CancellationToken cancellationToken = default);

    /// <summary>Keeps the block. Returns false if the store held it already; a failure leaves no part of it behind.
    /// Once it returns, the store no longer uses the block's bytes: callers reuse their buffers.</summary>
    /// <exception cref="ContentStoreFullException">No room for it.</exception>
    Task<bool> PutAsync(Block block, CancellationToken cancellationToken = default);
}
