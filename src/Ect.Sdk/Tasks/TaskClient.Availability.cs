using Ect.Content;
using Ect.Content.Http;
using Ect.Content.Trees;
using Ect.Contracts;
using Ect.Ethereum;
using Ect.Protocol.Deals;
using Ect.Sdk.Errors;

namespace Ect.Sdk.Tasks;

/// <summary>Results that must be to be had: those who agreed on one publish what is missing of it, or pay.</summary>
public sealed partial class TaskClient
{
    /// <summary>The last challenge of each block of a task's result that was challenged, the first one first.</summary>
    public async Task<IReadOnlyList<ResultChallenge>> ChallengesAsync(TaskInfo task, CancellationToken cancellation = default)
    {
        var hub = await _chain.HubAsync(cancellation);
        var now = await hub.NowAsync(cancellation);
        var challenges = new List<ResultChallenge>();
        foreach (var block in (await hub.ChallengesAsync(task.Id, task.Deal.BlockNumber, ct: cancellation)).GroupBy(challenged => challenged.BlockDigest))
        {
            challenges.Add(ResultChallenge.Of(block.Last(), await hub.ChallengeOfAsync(task.Id, block.Key, cancellation), now));
        }

        return challenges;
    }

    /// <summary>The last second, Unix time, in which a task's result may be challenged; null if no epoch settled it, so that nobody answers for it.</summary>
    public async Task<ulong?> LastChallengeAsync(TaskInfo task, CancellationToken cancellation = default)
    {
        var hub = await _chain.HubAsync(cancellation);
        return await SettlementAsync(hub, task, cancellation) is { } settled
            ? (await hub.EpochOfAsync(settled.Scheduler, settled.Epoch, cancellation)).At + HubRules.ChallengePeriod
            : null;
    }

    /// <summary>Looks for every block of a task's result, in the content store and among those that were published on chain.</summary>
    /// <exception cref="EctException">The task is not completed, or not by an epoch (<see cref="ErrorCode.TaskNotReady"/>).</exception>
    public async Task<ResultCheck> CheckResultAsync(TaskInfo task, ContentClient content, CancellationToken cancellation = default)
    {
        if (task.Status != ChainTaskStatus.Completed || task.Digest is not { } digest)
        {
            throw new EctException(ErrorCode.TaskNotReady, $"Task {task.Id} is {task.Status}, so there is no result to be had. {TaskReason.Of(task, await NowAsync(cancellation))}");
        }

        var last = await LastChallengeAsync(task, cancellation) ?? throw OnDirectPath(task);
        var missing = await ContentTree.FindMissingAsync(await BlocksOfAsync(task, content, cancellation), Cid.FromDigest(digest.ToBytes()), cancellationToken: cancellation);
        return await LookAgainAsync(task, new(missing, [], last, null, 0), cancellation);
    }

    /// <summary>The same check with what the chain says now; the content store is not asked again.</summary>
    public async Task<ResultCheck> LookAgainAsync(TaskInfo task, ResultCheck check, CancellationToken cancellation = default)
    {
        var failure = await (await _chain.HubAsync(cancellation)).FindResultFailureAsync(task.Id, task.Deal.BlockNumber, cancellation);
        return check with { Challenges = await ChallengesAsync(task, cancellation), Refund = failure?.Refund, Now = await NowAsync(cancellation) };
    }

    /// <summary>Says on chain that a block is nowhere to be had, with <see cref="HubClient.ChallengeBond"/> at stake. Does nothing if somebody has said so.</summary>
    /// <exception cref="RevertException">The hub refuses; the error says why.</exception>
    public async Task ChallengeAsync(TaskInfo task, MissingBlock block, CancellationToken cancellation = default)
    {
        var hub = await _chain.HubAsync(cancellation);
        var proof = await ProofAsync(hub, task, cancellation) ?? throw OnDirectPath(task);
        var path = block.Steps.Select(step => new Step(step.Node.ToArray(), (uint)step.Link)).ToArray();
        await hub.ChallengeResultAsync(task.Deal.Terms, task.Index, proof, path, ResultCheck.DigestOf(block), cancellation);
    }

    /// <summary>Takes an own challenge back, and with it the bond. Does nothing if it is over.</summary>
    /// <exception cref="RevertException">The hub refuses; the error says why.</exception>
    public async Task WithdrawChallengeAsync(TaskInfo task, ResultChallenge challenge, CancellationToken cancellation = default) =>
        await (await _chain.HubAsync(cancellation)).WithdrawChallengeAsync(task.Deal.Terms, task.Index, challenge.Block, cancellation);

    /// <summary>
    /// Has those who agreed on the result pay for a block that nobody published in time: the challenger has its bond back, who
    /// paid for the task its price. Anybody may. Does nothing if the challenge is over.
    /// </summary>
    /// <exception cref="RevertException">The hub refuses; the error says why.</exception>
    public async Task FailResultAsync(TaskInfo task, ResultChallenge challenge, CancellationToken cancellation = default)
    {
        var hub = await _chain.HubAsync(cancellation);
        var settled = await SettlementAsync(hub, task, cancellation) ?? throw OnDirectPath(task);
        var proof = settled.ProofOf(task.Deal.Id, task.Index - task.Deal.Terms.First)!;
        await hub.FailResultAsync(task.Deal.Terms, task.Index, proof, settled.Signers, challenge.Block, cancellation);
    }

    private async Task<ResultBlocks> BlocksOfAsync(TaskInfo task, ContentClient content, CancellationToken cancellation) =>
        new(content, await _chain.HubAsync(cancellation), task);

    private static async Task<SettledPages?> SettlementAsync(HubClient hub, TaskInfo task, CancellationToken cancellation) =>
        (await hub.FindSettlementAsync(task.Deal.Terms, task.Index, task.Deal.BlockNumber, cancellation))?.Pages;

    private static EctException OnDirectPath(TaskInfo task) => new(
        ErrorCode.TaskNotReady,
        $"Task {task.Id} was finalised on the direct path, where every stake went home with the result: nobody answers for its availability.",
        "Fetch the result with `ect task result`; if it is missing, ask the pool's workers to upload it again.");
}
