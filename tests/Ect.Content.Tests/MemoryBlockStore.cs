using System.Collections.Concurrent;

namespace Ect.Content.Tests;

/// <summary>Blocks in memory, open to tampering: reads verify as every source must.</summary>
internal sealed class MemoryBlockStore : IBlockStore
{
    public ConcurrentDictionary<Cid, byte[]> Blocks { get; } = [];

    public long Reads;

    public Task<Block> GetAsync(Cid cid, CancellationToken cancellationToken = default)
    {
        Interlocked.Increment(ref Reads);
        return Blocks.TryGetValue(cid, out var data)
            ? Task.FromResult(Block.Verify(cid, data, "memory"))
            : throw new ContentMissingException(cid, "memory");
    }

    public Task<bool> HasAsync(Cid cid, CancellationToken cancellationToken = default) => Task.FromResult(Blocks.ContainsKey(cid));

    public Task<bool> PutAsync(Block block, CancellationToken cancellationToken = default) =>
        Task.FromResult(Blocks.TryAdd(block.Cid, block.Data.ToArray()));
}
