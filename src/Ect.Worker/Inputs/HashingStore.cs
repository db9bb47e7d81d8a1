using Ect.Content;

namespace Ect.Worker.Inputs;

/// <summary>Keeps nothing: importing into it gives the id of what is on the disk.</summary>
internal sealed class HashingStore : IBlockStore
{
    public Task<Block> GetAsync(Cid cid, CancellationToken cancellationToken = default) => throw new ContentMissingException(cid, "a store that only hashes");

    public Task<bool> HasAsync(Cid cid, CancellationToken cancellationToken = default) => Task.FromResult(false);

    public Task<bool> PutAsync(Block block, CancellationToken cancellationToken = default) => Task.FromResult(true);
}
