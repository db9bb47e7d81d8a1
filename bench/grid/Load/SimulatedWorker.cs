using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Threading.Channels;
using Ect.Bench.Chain;
using Ect.Ethereum;
using Ect.Protocol.Contributions;
using Ect.Protocol.Epochs;
using Ect.Wire;
using Google.Protobuf;
using Grpc.Core;
using Grpc.Net.Client;

namespace Ect.Bench.Load;

/// <summary>
/// A worker on the epoch path: the real protocol, a real key, real commitments and signatures. Only the computation is
/// invented, a digest, which takes as long as the run says.
/// </summary>
internal sealed class SimulatedWorker(Crowd crowd, PrivateKey key, GrpcChannel channel)
{
    private static readonly WriteOptions AtOnce = new();
    private static readonly WriteOptions WithTheNext = new(WriteFlags.BufferHint);
    private static readonly byte[] Truth = "truth"u8.ToArray();

    private readonly ConcurrentDictionary<Bytes32, Part> _parts = new();
    private readonly ConcurrentDictionary<Bytes32, int> _seen = new();
    private readonly Queue<long> _offered = new();
    private readonly Lock _gate = new();
    private Channel<WorkerMessage> _outbox = Channel.CreateUnbounded<WorkerMessage>();
    private int _connection;
    private uint _busy;

    public Address Address => key.Address;

    /// <summary>Works, connecting again and again, until cancelled.</summary>
    public async Task WorkAsync(CancellationToken ct)
    {
        while (!ct.IsCancellationRequested)
        {
            try
            {
                await ServeAsync(ct);
            }
            catch (Exception exception) when (exception is RpcException or InvalidOperationException or OperationCanceledException or IOException or HttpRequestException)
            {
                if (!ct.IsCancellationRequested)
                {
                    crowd.Tally.Complain($"not connected: {exception.Message}");
                }
            }

            await Task.Delay(TimeSpan.FromSeconds(1), TimeProvider.System, ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Says what is free, as Welcome asks for.</summary>
    public void Beat()
    {
        var beat = new Heartbeat { FreeSlots = crowd.Options.Slots - _busy };
        foreach (var part in _parts.Values.Where(part => part.Contributed is null))
        {
            beat.Running.Add(part.Assignment.Task);
        }

        Send(new() { Heartbeat = beat });
    }

    private void Send(WorkerMessage message) => _outbox.Writer.TryWrite(message);

    private async Task ServeAsync(CancellationToken ct)
    {
        using var session = CancellationTokenSource.CreateLinkedTokenSource(ct);
        using var call = await LoginAsync(session.Token);
        if (call is null)
        {
            return;
        }

        _outbox = Channel.CreateUnbounded<WorkerMessage>(new() { SingleReader = true });
        var connection = Interlocked.Increment(ref _connection);
        var writing = WriteAsync(call.RequestStream, _outbox.Reader);
        crowd.Tally.Connect();
        var reason = "the scheduler closed the stream";
        try
        {
            foreach (var part in _parts.Values.Where(part => part.Contributed is not null))
            {
                part.IsOpened = false; // Told again on every connection, once the anchor is known.
                Send(new() { Contributed = part.Contributed });
            }

            Offer(crowd.Options.Slots - _busy);
            BeatOn(connection, crowd.FirstBeat());
            while (await call.ResponseStream.MoveNext(session.Token))
            {
                await HandleAsync(call.ResponseStream.Current, connection);
            }
        }
        catch (Exception exception) when (exception is RpcException or OperationCanceledException or IOException)
        {
            reason = exception.Message;
        }
        finally
        {
            Interlocked.Increment(ref _connection);
            _outbox.Writer.TryComplete();
            await session.CancelAsync();
            await writing;
            if (!ct.IsCancellationRequested)
            {
                crowd.Tally.Disconnect(reason);
            }
        }
    }

    private async Task<AsyncDuplexStreamingCall<WorkerMessage, SchedulerMessage>?> LoginAsync(CancellationToken ct)
    {
        await crowd.Door.WaitAsync(ct);
        try
        {
            var call = new Wire.Grid.GridClient(channel).Connect(cancellationToken: ct);
            await call.RequestStream.WriteAsync(
                new() { Hello = new() { Worker = ByteString.CopyFrom(key.Address.ToBytes()), Software = "bench", Resources = new() { Slots = crowd.Options.Slots, MemoryBytes = 1 << 30, CpuCores = 1 } } }, ct);
            var challenge = (await NextAsync(call, ct)).Challenge;
            var login = new WorkerLogin(crowd.Network.Pool, key.Address, Bytes32.FromBytes(challenge.Nonce.Span), challenge.Time);
            await call.RequestStream.WriteAsync(
                new() { Login = new() { IssuedAt = login.IssuedAt, Signature = ByteString.CopyFrom(login.Sign(crowd.Network.Domain, key)) } }, ct);
            var answer = await NextAsync(call, ct);
            if (answer.Welcome is { } welcome)
            {
                crowd.HeartbeatSeconds = welcome.HeartbeatSeconds;
                return call;
            }

            crowd.Tally.Complain($"the login is refused: {answer.Rejected?.Reason}");
            call.Dispose();
            return null;
        }
        finally
        {
            crowd.Door.Release();
        }
    }

    private static async Task WriteAsync(IClientStreamWriter<WorkerMessage> stream, ChannelReader<WorkerMessage> outbox)
    {
        try
        {
            await foreach (var message in outbox.ReadAllAsync())
            {
                stream.WriteOptions = outbox.TryPeek(out _) ? WithTheNext : AtOnce; // one packet for what goes together
                await stream.WriteAsync(message);
            }
        }
        catch (Exception exception) when (exception is RpcException or InvalidOperationException or OperationCanceledException or IOException)
        {
            // The session is over; its reader says why.
        }
    }

    private void BeatOn(int connection, TimeSpan delay) => crowd.Timers.After(delay, () =>
    {
        if (connection == _connection)
        {
            Beat();
            BeatOn(connection, TimeSpan.FromSeconds(crowd.HeartbeatSeconds * 0.8));
        }
    });

    /// <summary>Offers free slots and notes when: from here the scheduler's time counts.</summary>
    private void Offer(uint slots)
    {
        lock (_gate)
        {
            var now = TimeProvider.System.GetTimestamp();
            _offered.Clear();
            for (var slot = 0; slot < slots; slot++)
            {
                _offered.Enqueue(now);
            }
        }

        Beat();
    }

    private async Task HandleAsync(SchedulerMessage message, int connection)
    {
        switch (message.BodyCase)
        {
            case SchedulerMessage.BodyOneofCase.Assignment:
                Take(message.Assignment, connection);
                break;
            case SchedulerMessage.BodyOneofCase.Receipt:
                Note(message.Receipt);
                break;
            case SchedulerMessage.BodyOneofCase.Anchored:
                await NoteAsync(message.Anchored);
                break;
            case SchedulerMessage.BodyOneofCase.Proposal:
                Sign(message.Proposal);
                break;
            case SchedulerMessage.BodyOneofCase.Settled when _parts.TryRemove(Bytes32.FromBytes(message.Settled.Task.Span), out _):
                crowd.Tally.Settle();
                break;
            case SchedulerMessage.BodyOneofCase.Cancelled:
                _parts.TryRemove(Bytes32.FromBytes(message.Cancelled.Task.Span), out _);
                crowd.Tally.Cancel(message.Cancelled.Reason);
                break;
            case SchedulerMessage.BodyOneofCase.Rejected:
                crowd.Tally.Complain(message.Rejected.Reason);
                break;
        }
    }

    private void Take(Assignment assignment, int connection)
    {
        var at = TimeProvider.System.GetTimestamp();
        var task = Bytes32.FromBytes(assignment.Task.Span);
        if (_seen.TryGetValue(task, out var before))
        {
            crowd.Tally.Again(isDuplicate: before == connection);
            return;
        }

        _seen[task] = connection;
        crowd.Tally.Assigned(task, Address, assignment.Deal, at);
        lock (_gate)
        {
            _busy++;
            if (_offered.TryDequeue(out var since))
            {
                crowd.Tally.Waits.Add(TimeProvider.System.GetElapsedTime(since, at).TotalMilliseconds);
            }
        }

        if (crowd.IsSampled())
        {
            crowd.Tally.Checked(Authorization.IsSigned(crowd.Network.Domain, task, Address, assignment.Authorization.ToByteArray(), BenchNetwork.SchedulerKey.Address));
        }

        var part = new Part(assignment);
        _parts[task] = part;
        crowd.Timers.After(crowd.ComputeTime(), () => Finish(task, part));
    }

    private void Finish(Bytes32 task, Part part)
    {
        var digest = Bytes32.FromBytes(SHA256.HashData([.. task.ToBytes(), .. Truth]));
        var hash = ResultHash.Of(digest, null);
        var salt = Commitment.NewSalt();
        var commitment = Commitment.Of(task, Address, hash, salt);
        part.Commitment = commitment;
        part.Opened = new()
        {
            Task = part.Assignment.Task,
            ResultHash = ByteString.CopyFrom(hash.ToBytes()),
            Salt = ByteString.CopyFrom(salt.ToBytes()),
            Digest = ByteString.CopyFrom(digest.ToBytes()),
        };
        part.Contributed = new()
        {
            Task = part.Assignment.Task,
            Commitment = ByteString.CopyFrom(commitment.ToBytes()),
            Signature = ByteString.CopyFrom(new ContributionMessage(task, commitment).Sign(crowd.Network.Domain, key)),
        };
        Send(new() { Contributed = part.Contributed });
        lock (_gate)
        {
            _busy--;
            _offered.Enqueue(TimeProvider.System.GetTimestamp());
        }

        Beat();
    }

    private void Note(Receipt receipt)
    {
        var task = Bytes32.FromBytes(receipt.Task.Span);
        if (!_parts.TryGetValue(task, out var part) || part.HasReceipt)
        {
            return;
        }

        part.HasReceipt = true;
        crowd.Tally.Receipted();
        if (crowd.IsSampled())
        {
            crowd.Tally.Checked(new ReceiptMessage(receipt.Epoch, task, Address, part.Commitment).IsSigned(crowd.Network.Domain, receipt.Signature.Span, BenchNetwork.SchedulerKey.Address));
        }
    }

    private async Task NoteAsync(Anchored anchored)
    {
        var task = Bytes32.FromBytes(anchored.Task.Span);
        if (!_parts.TryGetValue(task, out var part) || part.IsOpened || part.Opened is null)
        {
            return;
        }

        var root = Bytes32.FromBytes(anchored.Root.Span);
        if (!AnchorTree.Proves(new AnchoredCommitment(task, Address, part.Commitment), [.. anchored.Proof.Select(sibling => Bytes32.FromBytes(sibling.Span))], root))
        {
            crowd.Tally.Complain($"{task}: not under the anchor of epoch {anchored.Epoch}");
        }
        else if (await crowd.Epochs.IsAnchoredAsync(anchored.Epoch, root))
        {
            part.IsOpened = true;
            crowd.Tally.Opened();
            Send(new() { Opened = part.Opened });
        }
    }

    private void Sign(Proposal proposal)
    {
        crowd.Tally.Signed();
        var signature = CompactSignature.ToBytes(key.Sign(crowd.Epochs.DigestOf(proposal)));
        Send(new() { Signed = new() { Epoch = proposal.Epoch, Signature = ByteString.CopyFrom(signature) } });
    }

    private static async Task<SchedulerMessage> NextAsync(AsyncDuplexStreamingCall<WorkerMessage, SchedulerMessage> call, CancellationToken ct) =>
        await call.ResponseStream.MoveNext(ct) ? call.ResponseStream.Current : throw new InvalidOperationException("The scheduler closed the stream.");

    private sealed class Part(Assignment assignment)
    {
        public Assignment Assignment { get; } = assignment;

        public Bytes32 Commitment { get; set; }

        public Contributed? Contributed { get; set; }

        public Opened? Opened { get; set; }

        public bool HasReceipt { get; set; }

        public bool IsOpened { get; set; }
    }
}
