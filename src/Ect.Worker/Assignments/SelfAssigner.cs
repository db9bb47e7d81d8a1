using Ect.Contracts;
using Ect.Ethereum;
using Ect.Protocol.Deals;
using Ect.Protocol.Draws;
using Ect.Protocol.Machines;
using Ect.Protocol.Trust;
using Ect.Wire;
using Ect.Worker.Chain;
using Ect.Worker.Contributions;
using Ect.Worker.Machine;
using Google.Protobuf;
using Microsoft.Extensions.Logging;

namespace Ect.Worker.Assignments;

/// <summary>
/// Finds work that the scheduler lets lie: from four durations after a deal's start a drawn worker needs nobody's word to
/// contribute on the direct path. What it finds goes through every check that an assignment goes through.
/// </summary>
/// <param name="options">The worker's.</param>
/// <param name="machine">This machine.</param>
/// <param name="ad">Its ad.</param>
/// <param name="chain">The chain.</param>
/// <param name="journal">What this worker has computed already.</param>
/// <param name="freeSlots">How many tasks it may start now.</param>
/// <param name="assignedAt">When the scheduler last gave it a task; null if never.</param>
/// <param name="assign">Starts one.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">For what it takes, and why it does not.</param>
internal sealed partial class SelfAssigner(
    WorkerOptions options,
    MachineOffer machine,
    WorkerAd ad,
    IChain chain,
    ContributionJournal journal,
    Func<int> freeSlots,
    Func<DateTimeOffset?> assignedAt,
    Action<Assignment> assign,
    TimeProvider time,
    ILogger logger)
{
    // Read again each time: what a re-org has changed.
    private const ulong Overlap = 32;

    // Durations are minutes at least: what waits here waits for no second.
    private const int Leisure = 5;

    private readonly Dictionary<Bytes32, UnaskedDeal> deals = [];
    private ulong? readTo;
    private string? failure;

    /// <summary>Runs until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        LogOn();
        using var timer = new PeriodicTimer(options.PollInterval * Leisure, time);
        do
        {
            try
            {
                await RunOnceAsync(cancellationToken);
                failure = null;
            }
            catch (Exception e) when (!cancellationToken.IsCancellationRequested)
            {
                if (failure != e.Message)
                {
                    LogFailed(e.Message);
                }

                failure = e.Message;
            }
        }
        while (await timer.WaitForNextTickAsync(cancellationToken));
    }

    /// <summary>Starts as many tasks as there are free slots, if so many lie about.</summary>
    public async Task RunOnceAsync(CancellationToken cancellationToken)
    {
        await ReadDealsAsync(cancellationToken);
        var block = await chain.BlockTimeAsync(cancellationToken);
        foreach (var ended in deals.Values.Where(d => !Deadlines.Of(d.Terms).MayContribute(block)).ToList())
        {
            deals.Remove(ended.Matched.Id);
        }

        var due = deals.Values.Where(d => !d.IsOver && Deadlines.Of(d.Terms).MayContributeUnasked(block)).OrderBy(d => d.Terms.Start).ThenBy(d => d.Matched.Id).ToList();
        if (due.Count == 0 || freeSlots() == 0)
        {
            return;
        }

        var view = await ViewAsync(block, cancellationToken);
        foreach (var deal in due)
        {
            if (((DealCheck.Machine(deal.Needs, machine, isAsked: false) ?? DealCheck.Wishes(deal.Terms, deal.Needs, ad, isAsked: false))?.Message ?? UnaskedDecision.WhyNot(deal.Terms, view, options)) is { } why)
            {
                await TellAsync(deal, why, cancellationToken);
            }
            else
            {
                await TakeAsync(deal, view, cancellationToken);
            }
        }
    }

    private async Task ReadDealsAsync(CancellationToken cancellationToken)
    {
        var latest = await chain.BlockNumberAsync(cancellationToken);
        var first = readTo is { } last ? (last > Overlap ? last - Overlap : 0) : await chain.FirstOpenBlockAsync(cancellationToken);
        foreach (var deal in await chain.DealsAsync(options.Pool, first, latest, cancellationToken))
        {
            if (!DealMode.IsPrivate(deal.Deal.Mode))
            {
                deals.TryAdd(deal.Id, new UnaskedDeal(deal));
            }
        }

        readTo = latest;
    }

    private async Task<UnaskedView> ViewAsync(ulong block, CancellationToken cancellationToken) => new(
        Math.Max(block, (ulong)time.GetUtcNow().ToUnixTimeSeconds()),
        await chain.SeatAsync(chain.Worker, cancellationToken),
        await chain.RosterAsync(options.Pool, cancellationToken),
        (await chain.AccountAsync(chain.Worker, cancellationToken)).Free,
        await chain.AffordableGasAsync(cancellationToken),
        journal.Open.Count(c => c.State != ContributionState.LeftOut),
        assignedAt() is { } at ? (ulong)at.ToUnixTimeSeconds() : 0);

    private async Task TakeAsync(UnaskedDeal deal, UnaskedView view, CancellationToken cancellationToken)
    {
        if (await DrawAsync(deal, view, cancellationToken) is not { } draw)
        {
            return;
        }

        var isUndrawn = false;
        var period = (view.Now - deal.Terms.Start) / Math.Max(deal.Terms.Duration, 1);
        var open = deal.Matched.Indices.Where(index => !deal.Over.Contains(index) && (!deal.Tried.TryGetValue(index, out var last) || last < period));

        // By their turns, which differ: even if all have passed, not every worker begins with the same task.
        foreach (var (turn, task, index) in open.Select(index => Turn(deal, index)).Order())
        {
            if (!draw.IsDrawn(chain.Worker, index - deal.Terms.First))
            {
                isUndrawn = true;
            }
            else if (view.Now >= turn && freeSlots() > 0 && await LiesAboutAsync(deal, index, cancellationToken))
            {
                deal.Tried[index] = period;
                LogTaken(task, index, deal.Matched.Id);
                assign(Assignment(deal.Matched, index, task));
            }
        }

        if (isUndrawn)
        {
            await TellAsync(deal, $"some of them drew others, {period} durations after the start", cancellationToken);
        }
    }

    private (ulong At, Bytes32 Task, uint Index) Turn(UnaskedDeal deal, uint index)
    {
        var task = TaskId.Of(deal.Matched.Id, index);
        return (UnaskedDecision.TurnOf(deal.Terms, task, chain.Worker), task, index);
    }

    // Nobody computes for nothing: without a draw it is not known whose task it is.
    private async Task<Draw?> DrawAsync(UnaskedDeal deal, UnaskedView view, CancellationToken cancellationToken)
    {
        var id = deal.Matched.Id;
        var draw = await chain.DrawOfAsync(id, cancellationToken);
        var rule = DrawRule.Of(deal.Terms, draw.Seats, view.Now);
        if ((rule.IsEverybody ? Bytes32.Zero : draw.Seed) is { } seed)
        {
            return new Draw(seed, rule);
        }

        if (view.Now >= UnaskedDecision.TurnOf(deal.Terms, id, chain.Worker) && await AnyLiesAboutAsync(deal, cancellationToken))
        {
            try
            {
                await chain.DrawAsync(id, cancellationToken);
                LogDraws(id);
            }
            catch (RevertException e) when (e.ErrorName == "DrawNotReady")
            {
                // Another worker was first: the block that decides is not mined yet.
            }
        }

        return null;
    }

    private async Task TellAsync(UnaskedDeal deal, string why, CancellationToken cancellationToken)
    {
        if (deal.Told != why && await AnyLiesAboutAsync(deal, cancellationToken))
        {
            deal.Told = why;
            LogLeft(deal.Matched.Id, why);
        }
    }

    private async Task<bool> AnyLiesAboutAsync(UnaskedDeal deal, CancellationToken cancellationToken)
    {
        foreach (var index in deal.Matched.Indices.Where(i => !deal.Over.Contains(i)).ToList())
        {
            if (await LiesAboutAsync(deal, index, cancellationToken))
            {
                return true;
            }
        }

        return false;
    }

    // Votes on chain only become more, and what an epoch settled stays so: asked once.
    private async Task<bool> LiesAboutAsync(UnaskedDeal deal, uint index, CancellationToken cancellationToken)
    {
        var task = TaskId.Of(deal.Matched.Id, index);
        if (journal.Find(task) is null)
        {
            var state = await chain.TaskAsync(task, cancellationToken);
            if (state.Status == ChainTaskStatus.Unset ? !await chain.IsTakenAsync(deal.Terms, index, cancellationToken)
                : state.Status == ChainTaskStatus.Active && state.Contributors < Math.Max(deal.Terms.Trust, TrustDemand.Of(deal.Terms).VotesForValue))
            {
                return true;
            }
        }

        deal.Over.Add(index);
        return false;
    }

    private static Assignment Assignment(MatchedDeal deal, uint index, Bytes32 task) => new()
    {
        Task = ByteString.CopyFrom(task.ToBytes()),
        Index = index,
        Deal = ByteString.CopyFrom(DealCodec.Encode(deal.Deal)),
        Params = deal.Params,
    };

    [LoggerMessage(Level = LogLevel.Information, Message = "What the scheduler lets lie for four durations is done without it, on the chain; `--only-assigned` turns that off")]
    private partial void LogOn();

    [LoggerMessage(Level = LogLevel.Information, Message = "Task {TaskId}: the scheduler lets it lie and it drew this worker; done without the scheduler, index {Index} of deal {DealId}")]
    private partial void LogTaken(Bytes32 taskId, uint index, Bytes32 dealId);

    [LoggerMessage(Level = LogLevel.Information, Message = "Deal {DealId}: nobody fixed its draw in time; drawn anew, without the scheduler")]
    private partial void LogDraws(Bytes32 dealId);

    [LoggerMessage(Level = LogLevel.Information, Message = "Deal {DealId}: the scheduler lets tasks lie, and so does this worker: {Reason}")]
    private partial void LogLeft(Bytes32 dealId, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The chain could not be searched for work that lies about: {Reason}")]
    private partial void LogFailed(string reason);
}
