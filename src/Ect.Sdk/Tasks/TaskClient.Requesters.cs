using Ect.Content;
using Ect.Content.Http;
using Ect.Contracts;
using Ect.Ethereum;
using Ect.Sdk.Errors;

namespace Ect.Sdk.Tasks;

/// <summary>What anybody may do for a contract that bought a task: it sends no transactions itself.</summary>
public sealed partial class TaskClient
{
    /// <summary>
    /// Brings a completed task's outcome into the contract that bought it, with what proves it: the result, from the content
    /// store, or that the application failed, which refunds its price. Does nothing if the contract has it.
    /// </summary>
    /// <returns>How far the task is for the contract then.</returns>
    /// <exception cref="EctException">No contract that buys (<see cref="ErrorCode.InvalidValue"/>), or the task is not completed (<see cref="ErrorCode.TaskNotReady"/>).</exception>
    /// <exception cref="RevertException">The contract refuses; the error says why.</exception>
    public async Task<RequestStatus> PullAsync(TaskInfo task, ContentClient content, CancellationToken cancellation = default)
    {
        var hub = await _chain.HubAsync(cancellation);
        if (await RequestOfAsync(hub, task, cancellation) is var status and not RequestStatus.Waiting)
        {
            return status;
        }

        if (task.Status != ChainTaskStatus.Completed || task.Digest is not { } digest)
        {
            throw new EctException(ErrorCode.TaskNotReady, $"Task {task.Id} is {task.Status}, so there is nothing to pull. {TaskReason.Of(task, await NowAsync(cancellation))}");
        }

        var data = task.AppFailed ? [] : await CallbackDataAsync(Cid.FromDigest(digest.ToBytes()), content, cancellation);
        await (await ProofAsync(hub, task, cancellation) is { } proof ? hub.PullAsync(task.Deal.Terms, task.Index, proof, data, cancellation)
            : task.AppFailed ? hub.RefundAsync(task.Deal.Terms, task.Index, cancellation)
            : hub.PullFinalizedAsync(task.Deal.Terms, task.Index, digest, data, cancellation));
        return await RequestOfAsync(hub, task, cancellation);
    }

    /// <summary>
    /// Has the contract that bought a task get its money back, after the task or its application failed: the contract claims the
    /// task if nobody did. Does nothing if it has the money.
    /// </summary>
    /// <returns>How far the task is for the contract then.</returns>
    /// <exception cref="EctException">No contract that buys (<see cref="ErrorCode.InvalidValue"/>), or it is too early, or the contract has the result (<see cref="ErrorCode.TaskNotReady"/>).</exception>
    /// <exception cref="RevertException">The contract refuses; the error says why.</exception>
    public async Task<RequestStatus> RefundAsync(TaskInfo task, CancellationToken cancellation = default)
    {
        var hub = await _chain.HubAsync(cancellation);
        switch (await RequestOfAsync(hub, task, cancellation))
        {
            case RequestStatus.Failed:
                return RequestStatus.Failed;
            case RequestStatus.Done:
                throw new EctException(ErrorCode.TaskNotReady, $"Task {task.Id} cannot be refunded: contract {task.Deal.Terms.Requester} has its result.", "Read the result with `ect task result`.");
        }

        var now = await NowAsync(cancellation);
        if (!task.IsFinal && task.Status != ChainTaskStatus.Revealing && !task.Deadlines.MayClaim(now))
        {
            throw new EctException(ErrorCode.TaskNotReady, $"Task {task.Id} is {task.Status} and cannot be refunded yet. {TaskReason.Of(task, now)}");
        }

        await hub.RefundAsync(task.Deal.Terms, task.Index, cancellation);
        return await RequestOfAsync(hub, task, cancellation);
    }

    private static async Task<SettledTask?> ProofAsync(HubClient hub, TaskInfo task, CancellationToken cancellation) =>
        (await SettlementAsync(hub, task, cancellation))?.ProofOf(task.Deal.Id, task.Index - task.Deal.Terms.First);

    private static async Task<RequestStatus> RequestOfAsync(HubClient hub, TaskInfo task, CancellationToken cancellation) =>
        await hub.RequestStatusAsync(task.Deal.Terms, task.Index, cancellation) is { } status and not RequestStatus.Unknown
            ? status
            : throw new EctException(
                ErrorCode.InvalidValue,
                $"Task {task.Id} was bought by {task.Deal.Terms.Requester}, which is no contract that buys (TaskRequester): it has nothing to pull or to refund.",
                "See `ect task result` for the result, `ect task claim` for a refund.");
}
