using Ect.Content;
using Ect.Content.Http;
using Ect.Content.Storage;
using Ect.Content.Trees;
using Ect.Contracts;
using Ect.Sdk.Errors;

namespace Ect.Sdk.Tasks;

public sealed partial class TaskClient
{
    /// <summary>
    /// Downloads the agreed result. Its root must have the digest that the chain agreed on, and every block its own hash, so
    /// no store can pass off anything else. Blocks that the store cannot give are taken from the chain, if they were published
    /// there. The folder appears whole or not at all.
    /// </summary>
    /// <param name="task">A completed task.</param>
    /// <param name="content">The content store.</param>
    /// <param name="folder">Where to write; must not exist, or be empty.</param>
    /// <param name="progress">How far the download is.</param>
    /// <param name="cancellation">Stops the download; nothing stays behind.</param>
    /// <exception cref="EctException">
    /// The task is not completed (<see cref="ErrorCode.TaskNotReady"/>), or enough endpoints of several do not say that this is
    /// its result (<see cref="ErrorCode.ChainDisagrees"/>).
    /// </exception>
    /// <exception cref="ContentTamperedException">The store sent something else.</exception>
    /// <exception cref="ContentMissingException">The store lacks a block.</exception>
    public async Task<VerifiedResult> DownloadResultAsync(TaskInfo task, ContentClient content, string folder, IProgress<ContentProgress>? progress = null, CancellationToken cancellation = default)
    {
        if (task.Status != ChainTaskStatus.Completed || task.Digest is not { } digest)
        {
            throw new EctException(ErrorCode.TaskNotReady, $"Task {task.Id} has no result: it is {task.Status}. {TaskReason.Of(task, await NowAsync(cancellation))}");
        }

        await ConfirmAsync(task, cancellation);
        var root = Cid.FromDigest(digest.ToBytes());
        var blocks = Directory.CreateTempSubdirectory("ect-download-");
        try
        {
            var store = new FileBlockStore(new FileBlockStoreOptions { Folder = blocks.FullName, Flush = false });
            await ContentTree.CopyAsync(await BlocksOfAsync(task, content, cancellation), root, store, progress: progress, cancellationToken: cancellation);
            await ContentTree.ExportAsync(store, root, folder, cancellationToken: cancellation);
        }
        finally
        {
            blocks.Delete(recursive: true);
        }

        var target = new DirectoryInfo(folder);
        var files = target.EnumerateFiles("*", SearchOption.AllDirectories).OrderBy(file => file.FullName, StringComparer.Ordinal).ToArray();
        return new(task, root, target.FullName, [.. files.Select(file => Path.GetRelativePath(target.FullName, file.FullName))], files.Sum(file => file.Length));
    }

    /// <summary>One endpoint told of the result: enough others must, before anybody relies on it.</summary>
    private async Task ConfirmAsync(TaskInfo task, CancellationToken cancellation)
    {
        if (_chain.AgreedHub is not { } hub)
        {
            return;
        }

        var agreed = (await ReadAsync(hub, task.Deal, [task.Index], cancellation))[0];
        if (agreed.Status != task.Status || agreed.Digest != task.Digest)
        {
            throw new EctException(
                ErrorCode.ChainDisagrees,
                $"Task {task.Id} is {task.Status} with the result {task.Digest} for one of the endpoints {_chain.Network.Rpc}, but {agreed.Status} with {agreed.Digest?.ToString() ?? "no result"} for most.");
        }
    }
}
