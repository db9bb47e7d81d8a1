using Ect.Content;
using Ect.Content.Http;
using Ect.Contracts;
using Ect.Ethereum;

namespace Ect.Sdk.Tasks;

/// <summary>The blocks of a task's result: from the content store, and those that it cannot give from the chain, if they were published there.</summary>
internal sealed class ResultBlocks(ContentClient content, HubClient hub, TaskInfo task) : IBlockSource
{
    // Asked for once, and only by those who miss something.
    private readonly Lazy<Task<Dictionary<Bytes32, EctHub.BlockPublishedEvent>>> published = new(async () =>
        (await hub.PublishedBlocksAsync(task.Id, task.Deal.BlockNumber)).ToDictionary(block => block.BlockDigest));

    /// <inheritdoc/>
    public async Task<Block> GetAsync(Cid cid, CancellationToken cancellationToken = default)
    {
        try
        {
            return await content.GetAsync(cid, cancellationToken);
        }
        catch (ContentException e) when (e is ContentMissingException or ContentTamperedException or ContentUnavailableException)
        {
            if (await FromChainAsync(cid, cancellationToken) is { } block)
            {
                return block;
            }

            throw;
        }
    }

    private async Task<Block?> FromChainAsync(Cid cid, CancellationToken cancellationToken) =>
        (await published.Value.WaitAsync(cancellationToken)).TryGetValue(Bytes32.FromBytes(cid.Digest), out var found)
        && await hub.ReadPublishedAsync(found, cancellationToken) is { } data
            ? Block.Verify(cid, data, $"transaction {found.Position.TransactionHash}")
            : null;
}
