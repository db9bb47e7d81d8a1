using System.Globalization;
using Ect.Cli.Frame;
using Ect.Cli.Waiting;
using Ect.Ethereum;
using Ect.Sdk;
using Ect.Sdk.Deals;
using Ect.Sdk.Errors;
using Spectre.Console;

namespace Ect.Cli.Running;

/// <summary>Prints what happens to tasks until all have ended; where nothing happens, why, as the pool's scheduler tells it.</summary>
internal sealed class DealFollower
{
    // How long the chain must be silent before the scheduler is asked.
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(5);

    private readonly CliContext _context;
    private readonly EctClient _client;
    private long _lastNews;

    private DealFollower(CliContext context, EctClient client) => (_context, _client, _lastNews) = (context, client, context.Time.GetTimestamp());

    /// <summary>Follows deals to the end of all their tasks.</summary>
    public static async Task FollowAsync(CliContext context, EctClient client, IReadOnlyList<DealInfo> deals, TimeSpan patience, CancellationToken cancellation)
    {
        var follower = new DealFollower(context, client);
        var again = string.Join(" and ", deals.Select(deal => $"`ect deal watch {deal.Id}`"));
        await WithinAsync(context, $"The work on {string.Join(", ", deals.Select(deal => deal.Id))}", again, patience, FollowAllAsync, cancellation);

        async Task FollowAllAsync(CancellationToken stop)
        {
            foreach (var deal in deals)
            {
                await follower.FollowAsync(deal, null, stop);
            }
        }
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

    private async Task FollowAsync(DealInfo deal, Bytes32? only, CancellationToken cancellation)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var explaining = ExplainAsync(deal, only, over.Token);
        var showing = ShowAsync(deal, only, over.Token);
        try
        {
            await foreach (var update in _client.Deals.WatchAsync(deal, cancellation: cancellation))
            {
                if (only is not null && update.Task != only)
                {
                    continue;
                }

                Volatile.Write(ref _lastNews, _context.Time.GetTimestamp());
                Print($"task {update.Index,-4} {Text(update)}");
                if (only is not null && update.Kind is TaskUpdateKind.Completed or TaskUpdateKind.Failed)
                {
                    break;
                }
            }
        }
        finally
        {
            await over.CancelAsync();
            await explaining;
            await showing;
        }
    }

    private async Task ShowAsync(DealInfo deal, Bytes32? only, CancellationToken cancellation)
    {
        using var opener = LogKeys.TryOpen(_context, deal);
        var teller = new LiveTeller(Print, _context.People.NameOf);
        using var timer = new PeriodicTimer(only is null ? TimeSpan.FromSeconds(2) : TimeSpan.FromSeconds(1), _context.Time);
        try
        {
            if (!_context.Progress.Profile.Capabilities.Interactive)
            {
                while (await timer.WaitForNextTickAsync(cancellation))
                {
                    teller.Tell(await SchedulerWords.RunningAsync(_client, deal, only, cancellation), opener);
                }

                return;
            }

            await _context.Progress.Live(new Text("")).AutoClear(true).StartAsync(async live =>
            {
                while (await timer.WaitForNextTickAsync(cancellation))
                {
                    live.UpdateTarget(LiveTable.Of(await SchedulerWords.RunningAsync(_client, deal, only, cancellation), opener, _context.People.NameOf));
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

    private async Task ExplainAsync(DealInfo deal, Bytes32? only, CancellationToken cancellation)
    {
        var teller = new WaitingTeller(_client, deal, only, Print, _context.People.NameOf);
        using var timer = new PeriodicTimer(Quiet, _context.Time);
        try
        {
            while (await timer.WaitForNextTickAsync(cancellation))
            {
                if (_context.Time.GetElapsedTime(Volatile.Read(ref _lastNews)) >= Quiet)
                {
                    await teller.TellAsync(cancellation);
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

    private void Print(string text) =>
        _context.Progress.WriteLine($"{_context.Time.GetUtcNow().ToString("HH:mm:ss", CultureInfo.InvariantCulture)}  {text}");

    private string Text(TaskUpdate update)
    {
        var worker = update.Worker is { } address ? _context.People.NameOf(address) : "";
        return update.Kind switch
        {
            TaskUpdateKind.Started => "started",
            TaskUpdateKind.Contributed => $"{worker} committed to a result",
            TaskUpdateKind.RevealOpened => "workers reveal on chain",
            TaskUpdateKind.Revealed => $"{worker} revealed its result",
            TaskUpdateKind.Accepted => $"{worker} was right: earned {Units.FormatEther(update.Amount)} ECT",
            TaskUpdateKind.Rejected => $"{worker} was wrong or silent: lost {Units.FormatEther(update.Amount)} ECT",
            TaskUpdateKind.Released => $"{worker} has its stake back",
            TaskUpdateKind.Completed when update.AppFailed => "COMPLETED: the application failed",
            TaskUpdateKind.Completed => "COMPLETED",
            _ => "FAILED: refunded",
        };
    }
}
