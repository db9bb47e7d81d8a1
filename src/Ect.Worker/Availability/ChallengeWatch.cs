using Ect.Content;
using Ect.Contracts;
using Ect.Ethereum;
using Ect.Protocol.Deals;
using Ect.Worker.Chain;
using Ect.Worker.Contributions;
using Ect.Worker.Results;
using Microsoft.Extensions.Logging;

namespace Ect.Worker.Availability;

/// <summary>
/// Looks out for challenges of blocks that this worker has, and answers them. What it knows is on the disk and on the chain:
/// after a restart the blocks of one answer period are read again, and what a re-org changes is seen at the next look.
/// </summary>
/// <param name="chain">The chain.</param>
/// <param name="journal">What this worker has contributed.</param>
/// <param name="results">The results that it has.</param>
/// <param name="kept">How long it has them.</param>
/// <param name="period">Between two looks.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">For what it does, and why it does not.</param>
internal sealed partial class ChallengeWatch(
    IChain chain, ContributionJournal journal, ResultStore results, KeptResults kept, TimeSpan period, TimeProvider time, ILogger logger)
{
    /// <summary>Deadlines are hours away: what waits here waits for no second.</summary>
    public const int Leisure = 5;

    private const string Over = "over";

    // Read again each time: what a re-org has changed.
    private const ulong Overlap = 32;

    // A store may lose it again, or have lied.
    private static readonly TimeSpan UploadAgain = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan UploadRetry = TimeSpan.FromMinutes(1);

    private readonly Dictionary<(Bytes32 Task, Bytes32 Block), WatchedChallenge> watched = [];
    private ulong? readTo;

    /// <summary>Runs until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(period, time);
        do
        {
            try
            {
                await RunOnceAsync(cancellationToken);
            }
            catch (Exception e) when (!cancellationToken.IsCancellationRequested)
            {
                LogFailed(e.Message);
            }
        }
        while (await timer.WaitForNextTickAsync(cancellationToken));
    }

    /// <summary>Reads what was challenged since the last look, and does what is next for each challenge.</summary>
    public async Task RunOnceAsync(CancellationToken cancellationToken)
    {
        var block = await chain.BlockTimeAsync(cancellationToken);
        await kept.SweepAsync(block, cancellationToken);
        await ReadAsync(block, cancellationToken);
        foreach (var challenge in watched.Values.ToList())
        {
            try
            {
                await AnswerAsync(challenge, block, cancellationToken);
            }
            catch (Exception e) when (!cancellationToken.IsCancellationRequested)
            {
                LogAnswerFailed(challenge.Event.Task, challenge.Event.BlockDigest, e.Message);
            }
        }
    }

    private async Task ReadAsync(ulong block, CancellationToken cancellationToken)
    {
        var latest = await chain.BlockNumberAsync(cancellationToken);
        var first = readTo is { } last ? (last > Overlap ? last - Overlap : 0) : await chain.FirstBlockFromAsync(block - Math.Min(block, HubRules.AnswerPeriod), cancellationToken);
        foreach (var challenged in await chain.ChallengesAsync(first, latest, cancellationToken))
        {
            var key = (challenged.Task, challenged.BlockDigest);
            if (!watched.TryAdd(key, new WatchedChallenge(challenged)))
            {
                watched[key].Event = challenged;
            }
        }

        foreach (var (key, _) in watched.Where(entry => entry.Value.Event.Deadline + HubRules.AnswerPeriod < block).ToList())
        {
            watched.Remove(key);
        }

        readTo = latest;
    }

    private async Task AnswerAsync(WatchedChallenge challenge, ulong blockTime, CancellationToken cancellationToken)
    {
        var (task, digest) = (challenge.Event.Task, challenge.Event.BlockDigest);
        if (journal.Find(task) is not { } record || await results.FindAsync(task, digest, cancellationToken) is not { } data)
        {
            return; // Another worker's.
        }

        var state = await chain.ChallengeAsync(task, digest, cancellationToken);
        if (state.Challenger.IsZero)
        {
            NoteOver(challenge);
            return;
        }

        var deal = DealCodec.Decode(record.Deal);
        var now = time.GetUtcNow();
        var turn = challenge.Turn ??= await TurnAsync(record, deal, cancellationToken);
        var view = new AnswerView(
            blockTime,
            Math.Max(blockTime, (ulong)now.ToUnixTimeSeconds()),
            state.Deadline,
            turn ?? 0,
            now >= challenge.NextUpload,
            data.Data.Length,
            await chain.AffordableGasAsync(cancellationToken));
        switch (AnswerDecision.Decide(view))
        {
            case AnswerAction.Upload:
                await UploadAsync(challenge, record, now, cancellationToken);
                break;
            case AnswerAction.Publish:
                await PublishAsync(challenge, record, deal, data, cancellationToken);
                break;
            case AnswerAction.Wait wait:
                Tell(challenge, wait.Why, wait.IsHarmful);
                break;
        }
    }

    private async Task UploadAsync(WatchedChallenge challenge, ContributionRecord record, DateTimeOffset now, CancellationToken cancellationToken)
    {
        challenge.NextUpload = now + UploadRetry;
        await results.PublishAsync(record, cancellationToken);
        challenge.NextUpload = now + UploadAgain;
        LogUploaded(record.Task, challenge.Event.BlockDigest, challenge.Event.Challenger);
    }

    private async Task PublishAsync(WatchedChallenge challenge, ContributionRecord record, Deal deal, Block data, CancellationToken cancellationToken)
    {
        if (await chain.PublishBlockAsync(deal, record.Index, challenge.Event.BlockDigest, data.Data.ToArray(), cancellationToken))
        {
            var bond = Units.FormatEther(HubClient.ChallengeBond(deal));
            LogPublished(record.Task, challenge.Event.BlockDigest, data.Data.Length, bond);
        }
    }

    /// <summary>Null as long as the chain's node does not show what settled the task: whoever waits for it may wait too long.</summary>
    private async Task<int?> TurnAsync(ContributionRecord record, Deal deal, CancellationToken cancellationToken)
    {
        var offset = record.Index - deal.First;
        SettledPages? pages;
        try
        {
            pages = await chain.SettlementAsync(deal, record.Index, cancellationToken);
        }
        catch (InvalidOperationException)
        {
            return null;
        }

        var agreed = pages?.Find(record.DealId, offset) is { } found ? pages.AgreeingOn(found.Page, offset).ToList() : [];
        return agreed.IndexOf(chain.Worker) is var place and >= 0 ? place : agreed.Count;
    }

    private void NoteOver(WatchedChallenge challenge)
    {
        if (challenge.Told != Over)
        {
            challenge.Told = Over;
            LogOver(challenge.Event.Task, challenge.Event.BlockDigest);
        }
    }

    private void Tell(WatchedChallenge challenge, string why, bool isHarmful)
    {
        if (challenge.Told == why)
        {
            return;
        }

        challenge.Told = why;
        if (isHarmful)
        {
            LogTrouble(challenge.Event.Task, challenge.Event.BlockDigest, why);
        }
        else
        {
            LogWaiting(challenge.Event.Task, challenge.Event.BlockDigest, why);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Task {TaskId}: {Challenger} says that block {Block} of the result is nowhere to be had; the result is uploaded again")]
    private partial void LogUploaded(Bytes32 taskId, Bytes32 block, Address challenger);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Task {TaskId}: block {Block} of the result, {Bytes} bytes, published on chain for the challenger's bond of {Bond} tokens")]
    private partial void LogPublished(Bytes32 taskId, Bytes32 block, int bytes, string bond);

    [LoggerMessage(Level = LogLevel.Information, Message = "Task {TaskId}: the challenge of block {Block} of the result is over")]
    private partial void LogOver(Bytes32 taskId, Bytes32 block);

    [LoggerMessage(Level = LogLevel.Information, Message = "Task {TaskId}: block {Block} of the result is challenged, waiting: {Why}")]
    private partial void LogWaiting(Bytes32 taskId, Bytes32 block, string why);

    [LoggerMessage(Level = LogLevel.Error, Message = "Task {TaskId}: block {Block} of the result is challenged and not published: {Why}")]
    private partial void LogTrouble(Bytes32 taskId, Bytes32 block, string why);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Task {TaskId}: the challenge of block {Block} of its result could not be answered yet, tried again: {Reason}")]
    private partial void LogAnswerFailed(Bytes32 taskId, Bytes32 block, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The chain could not be searched for challenged results: {Reason}")]
    private partial void LogFailed(string reason);
}
