using Ect.Content.Http;
using Ect.Content;
using Ect.Content.Storage;
using Ect.Ethereum;
using Ect.Worker.Contributions;
using Ect.Worker.Guardian;

namespace Ect.Worker.Results;

/// <summary>The result trees of contributions that have not settled: <c>FOLDER/TASK/</c> is a block store for each.</summary>
internal sealed class ResultStore : IResultPublisher
{
    private readonly string folder;
    private readonly ContentClient client;

    /// <summary>Opens the folder and removes the results of which the journal knows nothing: their tasks were cut short.</summary>
    public ResultStore(string folder, ContentClient client, ContributionJournal journal)
    {
        this.folder = Directory.CreateDirectory(folder).FullName;
        this.client = client;
        var known = journal.Open.Select(c => c.Task.ToString()).ToHashSet();
        foreach (var leftover in new DirectoryInfo(this.folder).EnumerateDirectories().Where(d => !known.Contains(d.Name)))
        {
            leftover.Delete(recursive: true);
        }
    }

    /// <summary>An empty store for a task's result, made durable block by block: the commitment will bind the worker to it.</summary>
    public FileBlockStore Create(Bytes32 task)
    {
        Remove(task);
        return new FileBlockStore(PathOf(task));
    }

    /// <inheritdoc/>
    public async Task PublishAsync(ContributionRecord record, CancellationToken cancellationToken) =>
        await client.UploadTreeAsync(new FileBlockStore(PathOf(record.Task)), Cid.FromDigest(record.Digest.ToBytes()), ResultBuilder.Limits, cancellationToken: cancellationToken);

    /// <inheritdoc/>
    public void Forget(ContributionRecord record) => Remove(record.Task);

    public void Remove(Bytes32 task)
    {
        if (Directory.Exists(PathOf(task)))
        {
            Directory.Delete(PathOf(task), recursive: true);
        }
    }

    private string PathOf(Bytes32 task) => Path.Combine(folder, task.ToString());
}
