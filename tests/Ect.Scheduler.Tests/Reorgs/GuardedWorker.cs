using System.Collections.Concurrent;
using Ect.Contracts;
using Ect.Ethereum;
using Ect.Ethereum.Transactions;
using Ect.Protocol.Contributions;
using Ect.Protocol.Deals;
using Ect.Scheduler.Tests.Network;
using Ect.Wire;

namespace Ect.Scheduler.Tests.Reorgs;

/// <summary>A worker on the direct path that does what the chain lacks of its part, as one with a guardian does.</summary>
public sealed class GuardedWorker : IAsyncDisposable
{
    private readonly TestNetwork _network;
    private readonly TestWorker _worker;
    private readonly TransactionSender _sender;
    private readonly ConcurrentDictionary<Bytes32, Assignment> _assignments = new();
    private readonly Dictionary<Bytes32, Opened> _opened = [];
    private readonly HashSet<Bytes32> _told = [];
    private readonly CancellationTokenSource _stop = new();
    private Task _serving = Task.CompletedTask;

    public GuardedWorker(TestNetwork network, Uri scheduler)
    {
        _network = network;
        _worker = new(network, network.Worker(0), scheduler);
        _sender = network.Sender(2);
    }

    public Address Address => _worker.Address;

    public async Task StartAsync(CancellationToken ct)
    {
        await _worker.LoginAsync(ct);
        _serving = Task.WhenAll(ReadAsync(), BeatAsync());
    }

    /// <summary>One look at the chain and one step.</summary>
    /// <param name="deal">The deal, of one task.</param>
    /// <param name="commits">Whether it contributes at all.</param>
    /// <param name="opens">Whether it tells the scheduler the opening.</param>
    /// <param name="reveals">Whether it reveals on chain in a reveal phase.</param>
    /// <param name="now">The chain's time.</param>
    /// <param name="ct">Ends the step.</param>
    public async Task StepAsync(Deal deal, bool commits, bool opens, bool reveals, ulong now, CancellationToken ct)
    {
        var id = TaskId.Of(deal, deal.First);
        var task = await _network.TaskAsync(id, ct);
        var own = await _network.Eth.CallAsync(_network.Hub.Contribution(id, Address), cancellationToken: ct);
        try
        {
            if (commits && own.Commitment.IsZero && task.Status is ChainTaskStatus.Unset or ChainTaskStatus.Active && Deadlines.Of(deal).MayContribute(now) && _assignments.TryGetValue(id, out var assignment))
            {
                await ContributeAsync(id, assignment, ct);
            }
            else if (opens && !own.Commitment.IsZero && _told.Add(id))
            {
                await _worker.OpenAsync(_opened[id]);
            }
            else if (reveals && !own.Commitment.IsZero && own.ResultHash.IsZero && task.Status == ChainTaskStatus.Revealing && now <= task.RevealDeadline)
            {
                var opened = _opened[id];
                await _sender.SendAsync(
                    _network.Hub.Reveal(deal, deal.First, Bytes32.FromBytes(opened.Digest.Span), Bytes32.Zero, Bytes32.FromBytes(opened.Salt.Span)), cancellationToken: ct);
            }
        }
        catch (RevertException)
        {
            // The chain went on meanwhile: the next look sees how.
        }
    }

    /// <summary>Tells the scheduler the opening of what it contributed.</summary>
    public Task OpenAsync(Bytes32 task)
    {
        _told.Add(task);
        return _worker.OpenAsync(_opened[task]);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _serving;
        await _worker.DisposeAsync();
        _stop.Dispose();
    }

    private async Task ContributeAsync(Bytes32 id, Assignment assignment, CancellationToken ct)
    {
        if (_opened.TryGetValue(id, out var kept))
        {
            await _worker.ContributeAsync(assignment, kept, ct);
        }
        else
        {
            _opened[id] = await _worker.CommitAsync(assignment, "truth", ct);
        }
    }

    private async Task ReadAsync()
    {
        try
        {
            while (true)
            {
                if ((await _worker.NextAsync(_stop.Token)).Assignment is { } assignment)
                {
                    _assignments[Bytes32.FromBytes(assignment.Task.Span)] = assignment;
                }
            }
        }
        catch (Exception exception) when (_stop.IsCancellationRequested && exception is not OutOfMemoryException)
        {
            // Over.
        }
    }

    private async Task BeatAsync()
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(100), TimeProvider.System);
        try
        {
            while (await timer.WaitForNextTickAsync(_stop.Token))
            {
                await _worker.BeatAsync(4, _assignments.Keys.Select(task => Google.Protobuf.ByteString.CopyFrom(task.ToBytes())));
            }
        }
        catch (Exception exception) when (_stop.IsCancellationRequested && exception is not OutOfMemoryException)
        {
            // Over.
        }
    }
}
