using Ect.Contracts;
using Ect.Ethereum;
using Ect.Protocol.Deals;
using Ect.Protocol.Trust;
using Ect.Wire;
using Ect.Worker.Chain;
using Ect.Worker.Contributions;
using Google.Protobuf;
using Microsoft.Extensions.Logging;

namespace Ect.Worker.Assignments;

/// <summary>
/// Finds work that the scheduler lets lie: from four durations after a deal's start a drawn worker needs nobody's word to
/// contribute on the direct path. What it finds goes through every check that an assignment goes through.
/// </summary>
/// <param name="options">The worker's.</param>
/// <param name="chain">The chain.</param>
/// <param name="journal">What this worker has computed already.</param>
/// <param name="freeSlots">How many tasks it may start now.</param>
/// <param name="assign">Starts one.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">For what it takes.</param>
internal sealed partial class SelfAssigner(
    WorkerOptions options,
    IChain chain,
    ContributionJournal journal,
    Func<int> freeSlots,
    Action<Assignment> assign,
    TimeProvider time,
    ILogger logger)
{
    // A day of blocks of twelve seconds: older deals take no more contributions, unless their category is very long.
    private const ulong LookBack = 7200;

    // Read again each time: what a re-org has changed.
    private const ulong Overlap = 32;

    private readonly Dictionary<Bytes32, MatchedDeal> deals = [];
    // Tasks, and the duration after the start in which they were tried: in the next one more seats are drawn.
    private readonly Dictionary<Bytes32, ulong> tried = [];
    private ulong? readTo;

    /// <summary>Runs until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(options.PollInterval, time);
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

    /// <summary>Starts as many tasks as there are free slots, if so many lie about.</summary>
    public async Task RunOnceAsync(CancellationToken cancellationToken)
    {
        await ReadDealsAsync(cancellationToken);
        var now = await chain.BlockTimeAsync(cancellationToken);
        foreach (var over in deals.Values.Where(d => !Deadlines.Of(d.Deal).MayContribute(now)).ToList())
        {
            deals.Remove(over.Id);
            foreach (var index in over.Indices)
            {
                tried.Remove(TaskId.Of(over.Id, index));
            }
        }

        foreach (var deal in deals.Values.Where(d => Deadlines.Of(d.Deal).MayContributeUnasked(now)).OrderBy(d => d.Deal.Start).ThenBy(d => d.Id))
        {
            await TakeAsync(deal, (now - deal.Deal.Start) / Math.Max(deal.Deal.Duration, 1), cancellationToken);
        }
    }

    private async Task ReadDealsAsync(CancellationToken cancellationToken)
    {
        var latest = await chain.BlockNumberAsync(cancellationToken);
        var first = readTo is { } last ? Less(last, Overlap) : Less(latest, LookBack);
        foreach (var deal in await chain.DealsAsync(options.Pool, first, latest, cancellationToken))
        {
            if (!DealMode.IsPrivate(deal.Deal.Mode))
            {
                deals[deal.Id] = deal;
            }
        }

        readTo = latest;
    }

    private async Task TakeAsync(MatchedDeal deal, ulong period, CancellationToken cancellationToken)
    {
        // Each worker starts elsewhere in the bag, so that not all of them begin with the same task.
        var turn = Keccak256.Hash([.. deal.Id.ToBytes(), .. chain.Worker.ToBytes()]).ToBytes()[0] % deal.Deal.Size;
        for (var i = 0u; i < deal.Deal.Size && freeSlots() > 0; i++)
        {
            var index = deal.Deal.First + (uint)(((ulong)turn + i) % deal.Deal.Size);
            var task = TaskId.Of(deal.Id, index);
            if (tried.GetValueOrDefault(task) != period && journal.Find(task) is null && await LiesAboutAsync(deal.Deal, index, task, cancellationToken))
            {
                tried[task] = period;
                LogTaken(task, index, deal.Id);
                assign(Assignment(deal, index, task));
            }
        }
    }

    private async Task<bool> LiesAboutAsync(Deal deal, uint index, Bytes32 task, CancellationToken cancellationToken)
    {
        var state = await chain.TaskAsync(task, cancellationToken);
        return state.Status switch
        {
            ChainTaskStatus.Unset => !await chain.IsTakenAsync(deal, index, cancellationToken),
            ChainTaskStatus.Active => state.Contributors < Math.Max(deal.Trust, TrustDemand.Of(deal).VotesForValue),
            _ => false,
        };
    }

    private static Assignment Assignment(MatchedDeal deal, uint index, Bytes32 task) => new()
    {
        Task = ByteString.CopyFrom(task.ToBytes()),
        Index = index,
        Deal = ByteString.CopyFrom(DealCodec.Encode(deal.Deal)),
        Params = deal.Params,
    };

    private static ulong Less(ulong number, ulong by) => number > by ? number - by : 0;

    [LoggerMessage(Level = LogLevel.Information, Message = "Task {TaskId}: nobody works on index {Index} of deal {DealId}; taken without the scheduler")]
    private partial void LogTaken(Bytes32 taskId, uint index, Bytes32 dealId);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The chain could not be searched for work that lies about: {Reason}")]
    private partial void LogFailed(string reason);
}
