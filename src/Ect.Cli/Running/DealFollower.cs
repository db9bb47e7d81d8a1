using System.Globalization;
using Ect.Cli.Frame;
using Ect.Cli.Home;
using Ect.Cli.Waiting;
using Ect.Ethereum;
using Ect.Sdk;
using Ect.Sdk.Deals;
using Ect.Sdk.Errors;
using Ect.Sdk.Qos;
using Spectre.Console;

namespace Ect.Cli.Running;

/// <summary>Prints what happens to tasks until all have ended; where nothing happens, why, as the pool's scheduler tells it.</summary>
internal sealed class DealFollower
{
    // How long the chain must be silent before the scheduler is asked.
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(5);

    private readonly CliContext _context;
    private readonly EctClient _client;
    private readonly Lock _gate = new();
    private readonly List<Followed> _followed = [];
    private long _lastNews;

    private DealFollower(CliContext context, EctClient client) => (_context, _client, _lastNews) = (context, client, context.Time.GetTimestamp());

    /// <summary>Follows a bag until each task has a result or nobody works on it any more, and buys the help that it is given.</summary>
    /// <returns>How it ended.</returns>
    public static async Task<BagState> FollowAsync(CliContext context, EctClient client, Bag bag, TailHelp? help, TimeSpan patience, CancellationToken cancellation)
    {
        var files = new BagFiles(context.Home, client.Network);
        using var journal = help is null ? null : HelpJournal.Open(files.JournalOf(bag), bag, client);
        var how = new BagFollowing { Predictor = files.Ended.PredictorFor(bag), Help = help, Journal = journal, Assignments = help is null ? null : (deal, stop) => SchedulerWords.AssignmentsAsync(client, deal, stop) };
        var again = string.Join(" and ", bag.Deals.Select(deal => $"`ect deal watch {deal.Id}`")) + (help is null ? "" : ", with the same --tail options: what was bought is not bought twice");
        BagState? end = null;
        await WithinAsync(context, $"The work on {string.Join(", ", bag.Deals.Select(deal => deal.Id))}", again, patience, async stop => end = await new DealFollower(context, client).FollowAsync(bag, how, stop), cancellation);
        files.Ended.Add(end!.Bag, end.Progress);
        return end;
    }

    /// <summary>Follows one task to its end.</summary>
    public static Task FollowAsync(CliContext context, EctClient client, DealInfo deal, Bytes32 task, TimeSpan patience, CancellationToken cancellation) =>
        WithinAsync(context, $"Task {task}", $"`ect task watch {task}`", patience, stop => new DealFollower(context, client).FollowAsync(deal, task, stop), cancellation);

    private static async Task WithinAsync(CliContext context, string what, string again, TimeSpan patience, Func<CancellationToken, Task> follow, CancellationToken cancellation)
    {
        using var late = new CancellationTokenSource(patience, context.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellation);
        try
        {
            await follow(either.Token);
        }
        catch (OperationCanceledException e)
        {
            throw cancellation.IsCancellationRequested
                ? new EctException(ErrorCode.Interrupted, $"Interrupted. {what} goes on without the command.", $"Watch again with {again}.", e)
                : new EctException(ErrorCode.Timeout, $"{what} did not end within {patience}.", $"It goes on without the command; wait again with {again}.", e);
        }
    }

    private async Task<BagState> FollowAsync(Bag bag, BagFollowing how, CancellationToken cancellation)
    {
        _followed.AddRange(bag.Deals.Select(deal => new Followed(deal, null, null)).Concat(bag.Help.Select(help => new Followed(help.Deal, null, help))));
        var teller = new BagTeller(_context, how.Help, Print);
        BagState? end = null;
        await BesideAsync(
            async () =>
            {
                await foreach (var news in _client.Bags.FollowAsync(bag, how, cancellation))
                {
                    Volatile.Write(ref _lastNews, _context.Time.GetTimestamp());
                    teller.Tell(news);
                    end = (news as BagNews.Ended)?.State ?? end;
                    if (news is BagNews.HelpBought { Deals: var bought })
                    {
                        lock (_gate)
                        {
                            _followed.AddRange(bought.Select(help => new Followed(help.Deal, null, help)));
                        }
                    }
                }
            },
            isTask: false,
            cancellation);
        return end!;
    }

    private Task FollowAsync(DealInfo deal, Bytes32 only, CancellationToken cancellation)
    {
        _followed.Add(new(deal, only, null));
        var teller = new BagTeller(_context, null, Print);
        return BesideAsync(
            async () =>
            {
                await foreach (var update in _client.Deals.WatchAsync(deal, cancellation: cancellation))
                {
                    if (update.Task != only)
                    {
                        continue;
                    }

                    Volatile.Write(ref _lastNews, _context.Time.GetTimestamp());
                    Print($"task {update.Index,-4} {teller.Text(update)}");
                    if (update.Kind is TaskUpdateKind.Completed or TaskUpdateKind.Failed)
                    {
                        break;
                    }
                }
            },
            isTask: true,
            cancellation);
    }

    private async Task BesideAsync(Func<Task> follow, bool isTask, CancellationToken cancellation)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var explaining = ExplainAsync(over.Token);
        var showing = ShowAsync(TimeSpan.FromSeconds(isTask ? 1 : 2), over.Token);
        try
        {
            await follow();
        }
        finally
        {
            await over.CancelAsync();
            await explaining;
            await showing;
        }
    }

    private Followed[] All()
    {
        lock (_gate)
        {
            return [.. _followed];
        }
    }

    private async Task<IReadOnlyList<(uint Index, Bytes32 Task, SchedulerWord Word)>> RunningAsync(CancellationToken cancellation)
    {
        var words = new List<(uint Index, Bytes32 Task, SchedulerWord Word)>();
        foreach (var (deal, only, help) in All())
        {
            var running = await SchedulerWords.RunningAsync(_client, deal, only, cancellation);
            words.AddRange(help is null ? running : running.Where(row => row.Index < help.Repeats.Tasks.Count).Select(row => (help.Repeats.Tasks[row.Index], row.Task, row.Word)));
        }

        return words;
    }

    private async Task ShowAsync(TimeSpan interval, CancellationToken cancellation)
    {
        // Help has the log key of what it repeats.
        using var opener = LogKeys.TryOpen(_context, All()[0].Deal);
        var teller = new LiveTeller(Print, _context.People.NameOf);
        using var timer = new PeriodicTimer(interval, _context.Time);
        try
        {
            if (!_context.Progress.Profile.Capabilities.Interactive)
            {
                while (await timer.WaitForNextTickAsync(cancellation))
                {
                    teller.Tell(await RunningAsync(cancellation), opener);
                }

                return;
            }

            await _context.Progress.Live(new Text("")).AutoClear(true).StartAsync(async live =>
            {
                while (await timer.WaitForNextTickAsync(cancellation))
                {
                    live.UpdateTarget(LiveTable.Of(await RunningAsync(cancellation), opener, _context.People.NameOf));
                }
            });
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // The deal is over, or the user has seen enough.
        }
        catch (Exception e) when (e is Ethereum.Rpc.RpcException or Ethereum.Rpc.NodeUnreachableException or EctException)
        {
            // The watch itself meets the same trouble and reports it.
        }
    }

    private async Task ExplainAsync(CancellationToken cancellation)
    {
        var tellers = new Dictionary<Bytes32, WaitingTeller>();
        using var timer = new PeriodicTimer(Quiet, _context.Time);
        try
        {
            while (await timer.WaitForNextTickAsync(cancellation))
            {
                if (_context.Time.GetElapsedTime(Volatile.Read(ref _lastNews)) >= Quiet)
                {
                    foreach (var followed in All())
                    {
                        var teller = tellers.GetValueOrDefault(followed.Deal.Id) ?? (tellers[followed.Deal.Id] = TellerOf(followed));
                        await teller.TellAsync(cancellation);
                    }
                }
            }
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // The deal is over, or the user has seen enough.
        }
        catch (Exception e) when (e is Ethereum.Rpc.RpcException or Ethereum.Rpc.NodeUnreachableException or EctException)
        {
            // The watch itself meets the same trouble and reports it.
        }
    }

    private WaitingTeller TellerOf(Followed followed) => new(
        _client, followed.Deal, followed.Only, followed.Help is null ? Print : text => Print($"help {ShortId.Of(followed.Deal.Id)}: {text}"), _context.People.NameOf);

    private void Print(string text) =>
        _context.Progress.WriteLine($"{_context.Time.GetUtcNow().ToString("HH:mm:ss", CultureInfo.InvariantCulture)}  {text}");

    /// <summary>A deal, one of its tasks perhaps, and as what it helps.</summary>
    private sealed record Followed(DealInfo Deal, Bytes32? Only, HelpDeal? Help);
}
