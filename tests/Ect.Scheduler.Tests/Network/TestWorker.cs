using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Threading.Channels;
using Ect.Contracts;
using Ect.Ethereum;
using Ect.Ethereum.Transactions;
using Ect.Protocol.Contributions;
using Ect.Wire;
using Google.Protobuf;
using Grpc.Core;
using Grpc.Net.Client;

namespace Ect.Scheduler.Tests.Network;

/// <summary>A worker driven by hand: real gRPC, real signatures, real transactions, invented results.</summary>
public sealed class TestWorker(TestNetwork network, PrivateKey key, Uri scheduler) : IAsyncDisposable
{
    private readonly ConcurrentDictionary<Bytes32, Opened> _openings = new();
    private readonly SemaphoreSlim _writing = new(1);
    private readonly TransactionSender _sender = new(network.Eth, key, network.Node.ChainId, new() { PollInterval = TimeSpan.FromMilliseconds(200) });
    private readonly GrpcChannel _channel = GrpcChannel.ForAddress(scheduler);
    private AsyncDuplexStreamingCall<WorkerMessage, SchedulerMessage> _call = null!;

    public Address Address => key.Address;

    public ConcurrentDictionary<Bytes32, string> Settled { get; } = new();

    public bool Vanished { get; private set; }

    /// <summary>Opens the stream and says who it is.</summary>
    public async Task<Challenge> GreetAsync(CancellationToken ct)
    {
        _call = new Wire.Grid.GridClient(_channel).Connect(cancellationToken: ct);
        await SendAsync(new() { Hello = new() { Worker = ByteString.CopyFrom(key.Address.ToBytes()), Software = "test", Resources = new() { Slots = 1 } } });
        return (await NextAsync(ct)).Challenge;
    }

    public async Task<SchedulerMessage> LoginAsync(CancellationToken ct)
    {
        var challenge = await GreetAsync(ct);
        var login = new WorkerLogin(network.Pool, key.Address, Bytes32.FromBytes(challenge.Nonce.Span), challenge.Time);
        return await AnswerAsync(new() { IssuedAt = login.IssuedAt, Signature = ByteString.CopyFrom(login.Sign(network.Domain, key)) }, ct);
    }

    public async Task<SchedulerMessage> AnswerAsync(Login login, CancellationToken ct)
    {
        await SendAsync(new() { Login = login });
        return await NextAsync(ct);
    }

    public async Task<SchedulerMessage> NextAsync(CancellationToken ct) =>
        await _call.ResponseStream.MoveNext(ct) ? _call.ResponseStream.Current : throw new InvalidOperationException("The scheduler closed the stream.");

    public async Task SendAsync(WorkerMessage message)
    {
        await _writing.WaitAsync();
        try
        {
            await _call.RequestStream.WriteAsync(message);
        }
        finally
        {
            _writing.Release();
        }
    }

    public Task BeatAsync(uint free, params IEnumerable<ByteString> running)
    {
        var beat = new Heartbeat { FreeSlots = free };
        beat.Running.AddRange(running);
        return SendAsync(new() { Heartbeat = beat });
    }

    /// <summary>Says that the owner lets it take nothing.</summary>
    public Task RestAsync(RestReason reason, ulong? until = null)
    {
        var resting = new Resting { Reason = reason };
        if (until is { } second)
        {
            resting.Until = second;
        }

        return SendAsync(new() { Heartbeat = new Heartbeat { FreeSlots = 1, Resting = resting } });
    }

    /// <summary>Asks for one task and waits for it.</summary>
    public async Task<Assignment> GetAssignmentAsync(CancellationToken ct)
    {
        await BeatAsync(1);
        while (true)
        {
            if ((await NextAsync(ct)).Assignment is { } assignment)
            {
                return assignment;
            }
        }
    }

    /// <summary>Commits on chain to a result and returns the opening.</summary>
    public async Task<Opened> CommitAsync(Assignment assignment, string result, CancellationToken ct, bool appFailed = false)
    {
        var task = Bytes32.FromBytes(assignment.Task.Span);
        var digest = Bytes32.FromBytes(SHA256.HashData([.. task.ToBytes(), .. System.Text.Encoding.UTF8.GetBytes(result)]));
        var callback = !DealCodec.Decode(assignment.Deal.Span).Callback.IsZero;
        var data = callback && !appFailed ? System.Text.Encoding.UTF8.GetBytes(result) : [];
        var hash = appFailed ? ResultHash.OfFailure(digest) : ResultHash.Of(digest, callback ? data : null);
        var salt = Commitment.NewSalt();
        var opened = new Opened
        {
            Task = assignment.Task,
            ResultHash = ByteString.CopyFrom(hash.ToBytes()),
            Salt = ByteString.CopyFrom(salt.ToBytes()),
            Digest = ByteString.CopyFrom(digest.ToBytes()),
            CallbackData = ByteString.CopyFrom(data),
            AppFailed = appFailed,
        };
        await ContributeAsync(assignment, opened, ct);
        return opened;
    }

    /// <summary>Sends the commitment to a result.</summary>
    public Task ContributeAsync(Assignment assignment, Opened opened, CancellationToken ct)
    {
        var commitment = Commitment.Of(
            Bytes32.FromBytes(assignment.Task.Span), key.Address, Bytes32.FromBytes(opened.ResultHash.Span), Bytes32.FromBytes(opened.Salt.Span));
        return _sender.SendAsync(
            network.Hub.Contribute(DealCodec.Decode(assignment.Deal.Span), assignment.Index, commitment, assignment.Authorization.ToByteArray()), cancellationToken: ct);
    }

    public Task OpenAsync(Opened opened) => SendAsync(new() { Opened = opened });

    /// <summary>Works by itself, connecting again and again, until cancelled.</summary>
    public async Task WorkAsync(Conduct conduct, CancellationToken ct)
    {
        while (!ct.IsCancellationRequested && !Vanished)
        {
            try
            {
                using var session = CancellationTokenSource.CreateLinkedTokenSource(ct);
                if ((await LoginAsync(session.Token)).Welcome is null)
                {
                    continue;
                }

                await ServeAsync(conduct, session.Token);
            }
            catch (Exception exception) when (exception is RpcException or InvalidOperationException or OperationCanceledException or IOException)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, CancellationToken.None);
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        _call?.Dispose();
        _channel.Dispose();
        await _sender.DisposeAsync();
        _writing.Dispose();
    }

    private async Task ServeAsync(Conduct conduct, CancellationToken ct)
    {
        foreach (var opened in _openings.Values)
        {
            await OpenAsync(opened);
        }

        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(500), TimeProvider.System);
        var beating = BeatOnAsync(timer);
        try
        {
            await BeatAsync(1);
            while (true)
            {
                var message = await NextAsync(ct);
                if (message.Settled is { } settled)
                {
                    Settled[Bytes32.FromBytes(settled.Task.Span)] = settled.Outcome;
                    _openings.TryRemove(Bytes32.FromBytes(settled.Task.Span), out _);
                }
                else if (message.Assignment is { } assignment)
                {
                    if (conduct == Conduct.Vanisher)
                    {
                        Vanished = true;
                        return;
                    }

                    await WorkOnAsync(assignment, conduct);
                    await BeatAsync(1);
                }
            }
        }
        finally
        {
            timer.Dispose();
            await beating;
            _call.Dispose();
        }
    }

    private async Task WorkOnAsync(Assignment assignment, Conduct conduct)
    {
        var task = Bytes32.FromBytes(assignment.Task.Span);
        if ((await network.Eth.CallAsync(network.Hub.Contribution(task, key.Address))).Commitment.IsZero)
        {
            // Once decided it is done, as by a worker that keeps a journal.
            var opened = await CommitAsync(assignment, conduct == Conduct.Liar ? "lie" : "truth", CancellationToken.None);
            if (conduct != Conduct.Silent)
            {
                _openings[task] = opened;
            }

            await SendAsync(new() { Committed = new() { Task = assignment.Task } });
        }

        if (_openings.TryGetValue(task, out var kept))
        {
            await OpenAsync(kept);
        }
    }

    private async Task BeatOnAsync(PeriodicTimer timer)
    {
        try
        {
            while (await timer.WaitForNextTickAsync())
            {
                await BeatAsync(1);
            }
        }
        catch (Exception exception) when (exception is RpcException or InvalidOperationException or ObjectDisposedException or IOException)
        {
            // The session is over.
        }
    }
}
