using System.Collections.Concurrent;
using Ect.Content;

namespace Ect.Sdk.Tests;

/// <summary>Blocks in memory, which remembers what was read.</summary>
internal sealed class MemoryBlockStore : IBlockStore
{
    public ConcurrentDictionary<Cid, Block> Blocks { get; } = [];

    public ConcurrentDictionary<Cid, int> Reads { get; } = [];

    public Task<Block> GetAsync(Cid cid, CancellationToken cancellationToken = default)
    {
        Reads.AddOrUpdate(cid, 1, (_, count) => count + 1);
        return Blocks.TryGetValue(cid, out var block) ? Task.FromResult(block) : throw new ContentMissingException(cid, "memory");
    }

    public Task<bool> HasAsync(Cid cid, CancellationToken cancellationToken = default) => Task.FromResult(Blocks.ContainsKey(cid));

    // The bytes are the caller's: it uses their buffer again.
    public Task<bool> PutAsync(Block block, CancellationToken cancellationToken = default) =>
        Task.FromResult(Blocks.TryAdd(block.Cid, Block.Create(block.Cid.Codec, block.Data.ToArray())));
}
