using Ect.Content;
using Ect.Content.Http;
using Ect.Content.Trees;
using Ect.Contracts;
using Ect.Ethereum;
using Ect.Protocol.Contributions;
using Ect.Protocol.Deals;
using Ect.Protocol.Trust;
using Ect.Sdk.Errors;

namespace Ect.Sdk.Tasks;

public sealed partial class TaskClient
{
    // Where a result keeps what goes to the deal's consumer contract.
    private const string CallbackFile = "callback.bin";

    /// <summary>
    /// Finalises a task from what its workers revealed on chain: anybody may, whoever else is gone. The consumer's data, if
    /// the deal has a consumer, comes from the content store. Does nothing if the task is completed.
    /// </summary>
    /// <exception cref="EctException">The task is not in its reveal phase, or its reveals show no consensus (<see cref="ErrorCode.TaskNotReady"/>).</exception>
    /// <exception cref="RevertException">The hub refuses; the error says why.</exception>
    public async Task<TaskInfo> FinalizeAsync(TaskInfo task, ContentClient content, CancellationToken cancellation = default)
    {
        if (task.Status == ChainTaskStatus.Completed)
        {
            return task;
        }

        if (task.Status != ChainTaskStatus.Revealing)
        {
            throw new EctException(ErrorCode.TaskNotReady, $"Task {task.Id} is {task.Status}; only what was revealed on chain can be finalised by anybody. {TaskReason.Of(task, await NowAsync(cancellation))}");
        }

        var votes = task.Contributors.Where(part => part.ResultHash is not null).ToArray();
        var groups = TrustRule.Groups(await WeighAsync(task.Deal.Terms, votes, cancellation));
        var demand = TrustDemand.Of(task.Deal.Terms);
        var winner = TrustRule.Winner(groups, demand)
            ?? throw new EctException(ErrorCode.TaskNotReady, $"The reveals of task {task.Id} show no consensus: {votes.Length} of {task.Contributors.Count} workers revealed, {Shortfall(groups, demand)}. {TaskReason.Of(task, await NowAsync(cancellation))}");
        var agreed = votes.First(part => part.ResultHash == winner);
        var result = await ResultAsync(task, agreed, content, cancellation);

        // The hub knows what was revealed: an opening of zeros stands for it.
        var openings = task.Contributors.Select(part => new Opening(part.Worker, Bytes32.Zero, Bytes32.Zero)).ToArray();
        await (await _chain.HubAsync(cancellation)).FinalizeAsync(task.Deal.Terms, task.Index, openings, result, cancellation);
        return await GetAsync(task.Deal, task.Index, cancellation);
    }

    /// <summary>
    /// Claims a task that can no longer be completed: anybody may after its deadline. Who paid is refunded; of a task that
    /// nobody contributed to it gets the scheduler's stake too. Does nothing if the task has failed.
    /// </summary>
    /// <exception cref="EctException">The task is completed, the deadline has not passed, or its contributors were not asked to reveal (<see cref="ErrorCode.TaskNotReady"/>).</exception>
    /// <exception cref="RevertException">The hub refuses; the error says why.</exception>
    public async Task<TaskInfo> ClaimAsync(TaskInfo task, CancellationToken cancellation = default)
    {
        if (task.Status == ChainTaskStatus.Failed)
        {
            return task;
        }

        var now = await NowAsync(cancellation);
        if (task.Status == ChainTaskStatus.Completed || (task.Status != ChainTaskStatus.Revealing && PublicSteps.Next(task, now, isAgreed: false) != PublicStep.Claim))
        {
            throw new EctException(ErrorCode.TaskNotReady, $"Task {task.Id} is {task.Status} and cannot be claimed. {TaskReason.Of(task, now)}");
        }

        await (await _chain.HubAsync(cancellation)).ClaimAsync(task.Deal.Terms, task.Index, [.. task.Contributors.Select(part => part.Worker)], cancellation);
        return await GetAsync(task.Deal, task.Index, cancellation);
    }

    /// <summary>
    /// Hands a completed task's data to the deal's consumer, after its callback failed or was never made: anybody may. The data
    /// comes from the content store.
    /// </summary>
    /// <returns>The task; its callback is still pending if the consumer failed again.</returns>
    /// <exception cref="EctException">No callback is pending (<see cref="ErrorCode.TaskNotReady"/>).</exception>
    /// <exception cref="RevertException">The hub refuses; the error says why.</exception>
    public async Task<TaskInfo> RetryCallbackAsync(TaskInfo task, ContentClient content, CancellationToken cancellation = default)
    {
        if (!task.IsCallbackPending || task.Digest is not { } digest)
        {
            throw new EctException(ErrorCode.TaskNotReady, $"Task {task.Id} has no callback to make or to try again. {TaskReason.Of(task, await NowAsync(cancellation))}");
        }

        var data = await CallbackDataAsync(Cid.FromDigest(digest.ToBytes()), content, cancellation);
        var hub = await _chain.HubAsync(cancellation);
        if (await ProofAsync(hub, task, cancellation) is { } proof)
        {
            await hub.DeliverAsync(task.Deal.Terms, task.Index, proof, data, cancellation);
        }
        else
        {
            await hub.RetryCallbackAsync(task.Deal.Terms, task.Index, new(digest, false, data), cancellation);
        }

        return await GetAsync(task.Deal, task.Index, cancellation);
    }

    private async Task<IReadOnlyList<Vote>> WeighAsync(Deal deal, IReadOnlyList<ContributorInfo> parts, CancellationToken cancellation)
    {
        var hub = await _chain.HubAsync(cancellation);
        var bits = await hub.EvidenceOfAsync(parts.Select(part => part.Worker), deal.ValueAtStake, cancellation);
        return [.. parts.Zip(bits, (part, weight) => new Vote(part.ResultHash!.Value, weight))];
    }

    private static string Shortfall(IReadOnlyList<VoteGroup> groups, TrustDemand demand)
    {
        var best = groups.Count > 0 ? groups[0] : default;
        var needed = TrustRule.NeededBits(demand.Trust, TrustRule.Against(groups, best.ResultHash));
        return $"the strongest result has {best.Votes} votes and {best.Bits} bits of evidence, {Math.Max(demand.LeastVotes, demand.VotesForValue)} votes and {needed} bits must stand behind it";
    }

    private static async Task<byte[]> CallbackDataAsync(Cid root, ContentClient content, CancellationToken cancellation)
    {
        var file = await ContentTree.FindAsync(content, root, CallbackFile, cancellation);
        return file is null ? [] : await ContentTree.ReadBytesAsync(content, file.Cid, HubRules.MaxParamsLength, cancellation);
    }

    private static async Task<Result> ResultAsync(TaskInfo task, ContributorInfo agreed, ContentClient content, CancellationToken cancellation)
    {
        var digest = agreed.Digest!.Value;
        if (agreed.DataHash == ResultHash.AppFailed)
        {
            return new(digest, true, []);
        }

        if (task.Deal.Terms.Callback.IsZero)
        {
            return new(digest, false, []);
        }

        var root = Cid.FromDigest(digest.ToBytes());
        var data = await CallbackDataAsync(root, content, cancellation);
        return Keccak256.Hash(data) == agreed.DataHash
            ? new(digest, false, data)
            : throw new EctException(ErrorCode.ContentTampered, $"The file {CallbackFile} of result {root} does not have the hash that the workers agreed on.");
    }
}
