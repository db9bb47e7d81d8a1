using Ect.Content;
using Ect.Content.Http;
using Ect.Contracts;
using Ect.Sdk.Errors;

namespace Ect.Sdk.Tasks;

public sealed partial class TaskClient
{
    /// <summary>
    /// Makes sure that the agreed result can be had from the content store, without downloading it: the store is asked for each block, and
    /// given those that it lacks and that were published on chain. Only blocks that link to others are read.
    /// </summary>
    /// <param name="task">A completed task.</param>
    /// <param name="content">The content store.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <returns>The result's content root, which is the digest that the chain agreed on.</returns>
    /// <exception cref="EctException">
    /// The task is not completed (<see cref="ErrorCode.TaskNotReady"/>), or enough endpoints of several do not say that this is
    /// its result (<see cref="ErrorCode.ChainDisagrees"/>).
    /// </exception>
    /// <exception cref="ContentMissingException">A block is neither in the store nor on the chain.</exception>
    public async Task<Cid> HoldResultAsync(TaskInfo task, ContentClient content, CancellationToken cancellation = default)
    {
        if (task.Status != ChainTaskStatus.Completed || task.Digest is not { } digest)
        {
            throw new EctException(ErrorCode.TaskNotReady, $"Task {task.Id} has no result: it is {task.Status}. {TaskReason.Of(task, await NowAsync(cancellation))}");
        }

        await ConfirmAsync(task, cancellation);
        var root = Cid.FromDigest(digest.ToBytes());
        await content.UploadTreeAsync(await BlocksOfAsync(task, content, cancellation), root, cancellationToken: cancellation);
        return root;
    }
}
