using Ect.Content.Http;
using Ect.Content;
using Ect.Content.Storage;
using Ect.Ethereum;
using Ect.Worker.Contributions;
using Ect.Worker.Guardian;

namespace Ect.Worker.Results;

/// <summary>
/// The result trees of contributions that have not settled, and of those whose blocks may still be asked for on chain:
/// <c>FOLDER/TASK/</c> is a block store for each.
/// </summary>
internal sealed class ResultStore : IResultPublisher
{
    private readonly string folder;
    private readonly ContentClient client;

    /// <summary>Opens the folder and removes the results of which the journal knows nothing: their tasks were cut short.</summary>
    public ResultStore(string folder, ContentClient client, ContributionJournal journal)
    {
        this.folder = Directory.CreateDirectory(folder).FullName;
        this.client = client;
        foreach (var leftover in new DirectoryInfo(this.folder).EnumerateDirectories().Where(d => !IsNeeded(journal, d.Name)))
        {
            leftover.Delete(recursive: true);
        }
    }

    /// <summary>The tasks whose results are here, some of them still being built.</summary>
    public IEnumerable<Bytes32> Tasks => new DirectoryInfo(folder).EnumerateDirectories().Select(d => Bytes32.TryParse(d.Name, out var task) ? task : (Bytes32?)null).OfType<Bytes32>();

    /// <summary>An empty store for a task's result, made durable block by block: the commitment will bind the worker to it.</summary>
    public FileBlockStore Create(Bytes32 task)
    {
        Remove(task);
        return new FileBlockStore(PathOf(task));
    }

    /// <inheritdoc/>
    public async Task PublishAsync(ContributionRecord record, CancellationToken cancellationToken) =>
        await client.UploadTreeAsync(new FileBlockStore(PathOf(record.Task)), Cid.FromDigest(record.Digest.ToBytes()), ResultBuilder.Limits, cancellationToken: cancellationToken);

    /// <summary>A block of a task's result by its sha2-256, whatever it holds; null if it is not here.</summary>
    /// <exception cref="ContentTamperedException">The disk has damaged it.</exception>
    public async Task<Block?> FindAsync(Bytes32 task, Bytes32 digest, CancellationToken cancellationToken)
    {
        if (!Directory.Exists(PathOf(task)))
        {
            return null;
        }

        var store = new FileBlockStore(PathOf(task));
        foreach (var cid in new[] { CidCodec.Raw, CidCodec.DagPb }.Select(codec => Cid.FromDigest(digest.ToBytes(), codec)))
        {
            if (await store.HasAsync(cid, cancellationToken))
            {
                return await store.GetAsync(cid, cancellationToken);
            }
        }

        return null;
    }

    /// <inheritdoc/>
    public void Forget(ContributionRecord record) => Remove(record.Task);

    public void Remove(Bytes32 task)
    {
        if (Directory.Exists(PathOf(task)))
        {
            Directory.Delete(PathOf(task), recursive: true);
        }
    }

    private static bool IsNeeded(ContributionJournal journal, string name) =>
        Bytes32.TryParse(name, out var task) && (journal.FindOpen(task) is not null || journal.Find(task) is { IsAnsweredFor: true });

    private string PathOf(Bytes32 task) => Path.Combine(folder, task.ToString());
}
