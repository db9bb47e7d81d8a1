using System.Collections.Concurrent;
using System.Security.Cryptography;
using Ect.Contracts;
using Ect.Ethereum;
using Ect.Protocol.Contributions;
using Ect.Protocol.Epochs;
using Ect.Scheduler.Tests.Network;
using Ect.Wire;
using Google.Protobuf;
using Grpc.Core;
using Grpc.Net.Client;

namespace Ect.Scheduler.Tests.Epochs;

/// <summary>A worker on the epoch path: the real wire protocol, real keys, invented results. Believes nothing that it can check.</summary>
public sealed class EpochWorker(TestNetwork network, PrivateKey key, Uri scheduler, EpochConduct conduct, EpochGates gates, uint slots = 4) : IAsyncDisposable
{
    private readonly ConcurrentDictionary<Bytes32, Part> _parts = new();
    private readonly ConcurrentQueue<Proposal> _proposals = new();
    private readonly SemaphoreSlim _writing = new(1);
    private readonly GrpcChannel _channel = GrpcChannel.ForAddress(scheduler);
    private AsyncDuplexStreamingCall<WorkerMessage, SchedulerMessage> _call = null!;
    private volatile bool _isServing;

    public Address Address => key.Address;

    /// <summary>How its parts ended, as the scheduler told.</summary>
    public ConcurrentDictionary<Bytes32, string> Settled { get; } = new();

    /// <summary>What an honest worker would hold against the scheduler.</summary>
    public ConcurrentQueue<string> Complaints { get; } = new();

    /// <summary>Why its connections broke, the last ones.</summary>
    public ConcurrentQueue<string> Breaks { get; } = new();

    public int Receipts => _parts.Values.Count(part => part.HasReceipt);

    public bool IsConnected => _isServing;

    public bool HasVanished { get; private set; }

    /// <summary>Works, connecting again and again, until cancelled.</summary>
    public async Task WorkAsync(CancellationToken ct)
    {
        while (!ct.IsCancellationRequested && !HasVanished)
        {
            try
            {
                await ServeAsync(ct);
            }
            catch (Exception exception)
            {
                Breaks.Enqueue(exception.Message); // The stream or the node; under load both fail now and then.
                await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, CancellationToken.None);
            }
        }
    }

    /// <summary>Goes the direct path with what it has committed to and the authorisation that came with the assignment.</summary>
    public async Task ContributeOnChainAsync(Bytes32 task, CancellationToken ct)
    {
        var part = _parts[task];
        await using var sender = new Ethereum.Transactions.TransactionSender(network.Eth, key, network.Node.ChainId, new() { PollInterval = TimeSpan.FromMilliseconds(200) });
        await sender.SendAsync(
            network.Hub.Contribute(DealCodec.Decode(part.Assignment.Deal.Span), part.Assignment.Index, part.Commitment, part.Assignment.Authorization.ToByteArray()), cancellationToken: ct);
        await SendAsync(new() { Committed = new() { Task = part.Assignment.Task } });
        await SendAsync(new() { Opened = part.Opened });
    }

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

    public async ValueTask DisposeAsync()
    {
        _call?.Dispose();
        _channel.Dispose();
        _writing.Dispose();
        await ValueTask.CompletedTask;
    }

    private async Task ServeAsync(CancellationToken ct)
    {
        using var session = CancellationTokenSource.CreateLinkedTokenSource(ct);
        _call = new Wire.Grid.GridClient(_channel).Connect(cancellationToken: session.Token);
        await SendAsync(new() { Hello = new() { Worker = ByteString.CopyFrom(key.Address.ToBytes()), Software = "test", Resources = new() { Slots = slots } } });
        var challenge = (await NextAsync(session.Token)).Challenge;
        var login = new WorkerLogin(network.Pool, key.Address, Bytes32.FromBytes(challenge.Nonce.Span), challenge.Time);
        await SendAsync(new() { Login = new() { IssuedAt = login.IssuedAt, Signature = ByteString.CopyFrom(login.Sign(network.Domain, key)) } });
        if ((await NextAsync(session.Token)).Welcome is null)
        {
            return;
        }

        foreach (var part in _parts.Where(part => !Settled.ContainsKey(part.Key)).Select(part => part.Value))
        {
            await SendAsync(new() { Contributed = part.Contributed });
            part.IsOpened = false; // Told again on every connection, once the anchor is known.
        }

        _isServing = true;
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(250), TimeProvider.System);
        var beating = BeatOnAsync(timer, session.Token);
        try
        {
            await BeatAsync();
            while (!HasVanished)
            {
                await HandleAsync(await NextAsync(session.Token), session.Token);
            }
        }
        finally
        {
            _isServing = false;
            timer.Dispose();
            await session.CancelAsync();
            await beating;
            _call.Dispose();
        }
    }

    private async Task HandleAsync(SchedulerMessage message, CancellationToken ct)
    {
        switch (message.BodyCase)
        {
            case SchedulerMessage.BodyOneofCase.Assignment when conduct == EpochConduct.Vanishes:
                HasVanished = true;
                break;
            case SchedulerMessage.BodyOneofCase.Assignment:
                await WorkOnAsync(message.Assignment);
                break;
            case SchedulerMessage.BodyOneofCase.Receipt:
                Note(message.Receipt);
                break;
            case SchedulerMessage.BodyOneofCase.Anchored:
                await NoteAsync(message.Anchored, ct);
                break;
            case SchedulerMessage.BodyOneofCase.OpenedAccepted:
                Find(message.OpenedAccepted.Task)!.IsAccepted = true;
                break;
            case SchedulerMessage.BodyOneofCase.Proposal when conduct != EpochConduct.NeverSigns:
                _proposals.Enqueue(message.Proposal);
                await SignAllAsync();
                break;
            case SchedulerMessage.BodyOneofCase.Settled:
                Settled[Bytes32.FromBytes(message.Settled.Task.Span)] = message.Settled.Outcome;
                break;
            case SchedulerMessage.BodyOneofCase.Cancelled:
                Settled[Bytes32.FromBytes(message.Cancelled.Task.Span)] = $"cancelled: {message.Cancelled.Reason}";
                break;
        }
    }

    private async Task WorkOnAsync(Assignment assignment)
    {
        var task = Bytes32.FromBytes(assignment.Task.Span);
        if (!assignment.EpochPath || conduct == EpochConduct.Stalls)
        {
            return; // The tests send what the direct path needs themselves.
        }

        var part = _parts.GetOrAdd(task, _ => Compute(assignment));
        await SendAsync(new() { Contributed = part.Contributed });
    }

    private Part Compute(Assignment assignment)
    {
        var task = Bytes32.FromBytes(assignment.Task.Span);
        var deal = DealCodec.Decode(assignment.Deal.Span);
        if (!Authorization.IsSigned(network.Domain, task, Address, assignment.Authorization.ToByteArray(), deal.Scheduler))
        {
            Complaints.Enqueue($"{task}: the authorisation is not the scheduler's");
        }

        var result = conduct == EpochConduct.Liar ? $"lie of {Address}" : "truth";
        var digest = DigestOf(task, result);
        var data = deal.Callback.IsZero ? null : System.Text.Encoding.UTF8.GetBytes(result);
        var hash = ResultHash.Of(digest, data);
        var salt = Commitment.NewSalt();
        var commitment = Commitment.Of(task, Address, hash, salt);
        return new(
            assignment,
            commitment,
            new PageResult(digest, ResultHash.DataHash(data)),
            new()
            {
                Task = assignment.Task,
                Commitment = ByteString.CopyFrom(commitment.ToBytes()),
                Signature = ByteString.CopyFrom(new ContributionMessage(task, commitment).Sign(network.Domain, key)),
            },
            new()
            {
                Task = assignment.Task,
                ResultHash = ByteString.CopyFrom(hash.ToBytes()),
                Salt = ByteString.CopyFrom(salt.ToBytes()),
                Digest = ByteString.CopyFrom(digest.ToBytes()),
                CallbackData = ByteString.CopyFrom(data ?? []),
            });
    }

    /// <summary>The digest that a worker finds; the right one for "truth".</summary>
    public static Bytes32 DigestOf(Bytes32 task, string result) =>
        Bytes32.FromBytes(SHA256.HashData([.. task.ToBytes(), .. System.Text.Encoding.UTF8.GetBytes(result)]));

    private void Note(Receipt receipt)
    {
        var part = Find(receipt.Task)!;
        var message = new ReceiptMessage(receipt.Epoch, Bytes32.FromBytes(receipt.Task.Span), Address, part.Commitment);
        if (message.IsSigned(network.Domain, receipt.Signature.Span, network.Scheduler.Address))
        {
            part.HasReceipt = true;
        }
        else
        {
            Complaints.Enqueue($"{message.Task}: the receipt is not the scheduler's");
        }
    }

    private async Task NoteAsync(Anchored anchored, CancellationToken ct)
    {
        if (Find(anchored.Task) is not { } part)
        {
            return;
        }

        var root = Bytes32.FromBytes(anchored.Root.Span);
        var leaf = new AnchoredCommitment(Bytes32.FromBytes(anchored.Task.Span), Address, part.Commitment);
        if (!AnchorTree.Proves(leaf, [.. anchored.Proof.Select(sibling => Bytes32.FromBytes(sibling.Span))], root))
        {
            Complaints.Enqueue($"{leaf.Task}: not under the anchor of epoch {anchored.Epoch}");
        }

        var epoch = await network.Eth.CallAsync(network.Hub.EpochOf(network.Scheduler.Address, anchored.Epoch), cancellationToken: ct);
        if (epoch.Status == EpochStatus.Anchored && epoch.IsRoot(root))
        {
            part.IsAnchored = true;
            await OpenAllAsync();
        }
    }

    private async Task OpenAllAsync()
    {
        if (!gates.Open || conduct == EpochConduct.NeverOpens)
        {
            return;
        }

        foreach (var part in _parts.Values.Where(part => part is { IsAnchored: true, IsOpened: false }))
        {
            part.IsOpened = true;
            await SendAsync(new() { Opened = part.Opened });
        }
    }

    private async Task SignAllAsync()
    {
        while (gates.Sign && _proposals.TryDequeue(out var proposal))
        {
            if (WhyNotSign(proposal, out var message) is { } problem)
            {
                Complaints.Enqueue($"epoch {proposal.Epoch}: {problem}");
                continue;
            }

            await SendAsync(new() { Signed = new() { Epoch = proposal.Epoch, Signature = ByteString.CopyFrom(message.Sign(network.Domain, key)) } });
        }
    }

    private string? WhyNotSign(Proposal proposal, out SettlementMessage message)
    {
        var signers = proposal.Signers.Select(signer => Address.FromBytes(signer.Span)).ToList();
        var deals = proposal.Deals.Select(deal => Bytes32.FromBytes(deal.Span)).ToList();
        message = SettlementMessage.Of(network.Scheduler.Address, proposal.Epoch, Bytes32.FromBytes(proposal.Anchor.Span), signers, deals, proposal.Pages.Span);
        if (PageCodec.Decode(proposal.Pages.Span, out var problem) is not { } pages)
        {
            return problem;
        }

        var own = _parts.Values.ToDictionary(part => (DealId.Of(part.Deal), part.Assignment.Index - part.Deal.First));
        var position = signers.IndexOf(Address);
        var paid = 0;
        foreach (var page in pages)
        {
            foreach (var (offset, result) in page.Outcomes)
            {
                var part = own.GetValueOrDefault((deals[page.Deal], offset));
                var agrees = page.AgreeingOn(offset).Contains((byte)position);
                paid += agrees ? 1 : 0;
                if (agrees && part?.Result != result)
                {
                    return $"it says that I found {result.Digest}";
                }

                if (!agrees && part is { IsAccepted: true } && part.Result == result)
                {
                    return $"it leaves me out of {page.Word}:{offset}";
                }
            }
        }

        return paid == 0 ? "it pays me nothing" : null;
    }

    private Part? Find(ByteString task) => _parts.GetValueOrDefault(Bytes32.FromBytes(task.Span));

    private async Task<SchedulerMessage> NextAsync(CancellationToken ct) =>
        await _call.ResponseStream.MoveNext(ct) ? _call.ResponseStream.Current : throw new InvalidOperationException("The scheduler closed the stream.");

    private Task BeatAsync() => SendAsync(new() { Heartbeat = new() { FreeSlots = slots } });

    private async Task BeatOnAsync(PeriodicTimer timer, CancellationToken ct)
    {
        try
        {
            while (await timer.WaitForNextTickAsync(ct))
            {
                await BeatAsync();
                await OpenAllAsync();
                await SignAllAsync();
            }
        }
        catch (Exception exception) when (exception is RpcException or InvalidOperationException or ObjectDisposedException or IOException or OperationCanceledException)
        {
            // The session is over.
        }
    }

    private sealed class Part(Assignment assignment, Bytes32 commitment, PageResult result, Contributed contributed, Opened opened)
    {
        public Assignment Assignment { get; } = assignment;

        public Deal Deal { get; } = DealCodec.Decode(assignment.Deal.Span);

        public Bytes32 Commitment { get; } = commitment;

        public PageResult Result { get; } = result;

        public Contributed Contributed { get; } = contributed;

        public Opened Opened { get; } = opened;

        public bool HasReceipt { get; set; }

        public bool IsAnchored { get; set; }

        public bool IsOpened { get; set; }

        public bool IsAccepted { get; set; }
    }
}
