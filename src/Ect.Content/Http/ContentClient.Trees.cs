using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Ect.Content.Trees;

namespace Ect.Content.Http;

public sealed partial class ContentClient
{
    /// <summary>
    /// Uploads those blocks of a tree that the server lacks. The root goes last, so a server that has it has been sent the whole tree;
    /// an upload that was cut goes on where it stopped when repeated.
    /// </summary>
    /// <returns>How many blocks were sent.</returns>
    /// <exception cref="ContentMissingException">The source lacks a block of the tree.</exception>
    /// <exception cref="ContentTamperedException">A block of the source is altered, or was altered on the way.</exception>
    /// <exception cref="ContentStoreFullException">The server has no room.</exception>
    /// <exception cref="ContentUnavailableException">The server cannot be reached.</exception>
    public async Task<int> UploadTreeAsync(IBlockSource source, Cid root, ContentLimits? limits = null, IProgress<ContentProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        // Chunks have no links: they are read only if they must be sent.
        var blocks = await new TreeWalk(limits ?? ContentLimits.Default).VisitAsync(
            root,
            async (cid, ct) => cid.Codec == CidCodec.Raw ? null : await source.GetAsync(cid, ct),
            parallelism: 1,
            cancellationToken: cancellationToken);
        var missing = await MissingAsync(blocks, cancellationToken);
        var counter = new TransferCounter(progress) { TotalItems = missing.Count };
        await Parallel.ForEachAsync(missing.Where(cid => cid != root), Bounded(cancellationToken), SendAsync);
        if (missing.Contains(root))
        {
            await SendAsync(root, cancellationToken);
        }

        return missing.Count;

        async ValueTask SendAsync(Cid cid, CancellationToken ct)
        {
            var block = await source.GetAsync(cid, ct);
            await PutAsync(block, ct);
            counter.Add(block);
        }
    }

    /// <summary>Fetches the blocks of a tree that a local store lacks, verifying each; a download that was cut goes on where it stopped when repeated.</summary>
    /// <exception cref="ContentMissingException">The server lacks a block.</exception>
    /// <exception cref="ContentTamperedException">The server sent something else.</exception>
    /// <exception cref="ContentFormatException">The blocks are no tree, or hold an unsafe name.</exception>
    /// <exception cref="ContentTooLargeException">The tree exceeds a limit (content that repeats counts once here, each time when exported).</exception>
    /// <exception cref="ContentStoreFullException">The local store has no room.</exception>
    /// <exception cref="ContentUnavailableException">The server cannot be reached.</exception>
    public Task DownloadTreeAsync(Cid root, IBlockStore target, ContentLimits? limits = null, IProgress<ContentProgress>? progress = null, CancellationToken cancellationToken = default) =>
        ContentTree.CopyAsync(this, root, target, limits, options.Parallelism, progress, cancellationToken);

    /// <summary>Those of the ids that the server lacks, in the order given.</summary>
    /// <exception cref="ContentUnavailableException">The server cannot be reached.</exception>
    public async Task<IReadOnlyCollection<Cid>> MissingAsync(IEnumerable<Cid> cids, CancellationToken cancellationToken = default)
    {
        var missing = new ConcurrentDictionary<int, IReadOnlyList<Cid>>();
        await Parallel.ForEachAsync(cids.Chunk(options.MissingBatch).Index(), Bounded(cancellationToken), async (batch, ct) =>
        {
            var question = JsonSerializer.SerializeToUtf8Bytes(new MissingBlocks(batch.Item), ContentJson.Default.MissingBlocks);
            using var content = new ByteArrayContent(question) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };
            using var response = await SendAsync(HttpMethod.Post, "blocks/missing", content, ct);
            missing[batch.Index] = response.StatusCode == HttpStatusCode.OK
                ? await ReadAnswerAsync(response, batch.Item, ct)
                : throw await FailureAsync(response, null);
        });
        return [.. missing.OrderBy(batch => batch.Key).SelectMany(batch => batch.Value)];
    }

    private async Task<IReadOnlyList<Cid>> ReadAnswerAsync(HttpResponseMessage response, IReadOnlyList<Cid> asked, CancellationToken cancellationToken)
    {
        try
        {
            var answer = JsonSerializer.Deserialize(await response.Content.ReadAsByteArrayAsync(cancellationToken), ContentJson.Default.MissingBlocks);
            // A server may only ask for what was offered, else it could read blocks of a store that were never meant for it.
            return [.. (answer ?? throw new JsonException("null")).Cids.Intersect(asked)];
        }
        catch (JsonException e)
        {
            throw new ContentUnavailableException(Endpoint, $"it answers no list of blocks ({e.Message})", e);
        }
    }

    private ParallelOptions Bounded(CancellationToken cancellationToken) =>
        new() { MaxDegreeOfParallelism = options.Parallelism, CancellationToken = cancellationToken };
}
