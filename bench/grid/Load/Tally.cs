using System.Collections.Concurrent;
using Ect.Ethereum;
using Google.Protobuf;

namespace Ect.Bench.Load;

/// <summary>What all workers saw together.</summary>
internal sealed class Tally
{
    private const int ProblemsKept = 20;

    private readonly ConcurrentDictionary<ByteString, long> _firstOfDeal = new();
    private int _connected;
    private int _assignments;
    private int _resent;
    private int _duplicates;
    private int _receipts;
    private int _openings;
    private int _settled;
    private int _cancelled;
    private int _breaks;
    private int _signatures;
    private int _verified;
    private int _badSignatures;
    private int _complaints;

    public int Connected => _connected;

    public int Assignments => _assignments;

    public int Resent => _resent;

    public int Duplicates => _duplicates;

    public int Receipts => _receipts;

    public int Openings => _openings;

    public int Settled => _settled;

    public int Cancelled => _cancelled;

    public int Breaks => _breaks;

    public int Signatures => _signatures;

    public int Verified => _verified;

    public int BadSignatures => _badSignatures;

    public int Complaints => _complaints;

    /// <summary>From the heartbeat that offered a slot to the assignment that took it.</summary>
    public Latencies Waits { get; } = new();

    /// <summary>Every assignment that a worker has in its hands.</summary>
    public ConcurrentBag<(Bytes32 Task, Address Worker)> Received { get; } = [];

    public ConcurrentQueue<string> Problems { get; } = new();

    /// <summary>ABI-encoded terms of each deal seen, and when its first assignment came (timestamp).</summary>
    public IReadOnlyDictionary<ByteString, long> FirstOfDeal => _firstOfDeal;

    public void Connect() => Interlocked.Increment(ref _connected);

    public void Disconnect(string reason)
    {
        Interlocked.Decrement(ref _connected);
        Interlocked.Increment(ref _breaks);
        Note(reason);
    }

    public void Assigned(Bytes32 task, Address worker, ByteString deal, long at)
    {
        Interlocked.Increment(ref _assignments);
        Received.Add((task, worker));
        _firstOfDeal.TryAdd(deal, at);
    }

    public void Again(bool isDuplicate) => Interlocked.Increment(ref isDuplicate ? ref _duplicates : ref _resent);

    public void Receipted() => Interlocked.Increment(ref _receipts);

    public void Opened() => Interlocked.Increment(ref _openings);

    public void Settle() => Interlocked.Increment(ref _settled);

    public void Signed() => Interlocked.Increment(ref _signatures);

    public void Cancel(string reason)
    {
        Interlocked.Increment(ref _cancelled);
        Note($"cancelled: {reason}");
    }

    public void Checked(bool isGood)
    {
        Interlocked.Increment(ref _verified);
        if (!isGood)
        {
            Interlocked.Increment(ref _badSignatures);
        }
    }

    /// <summary>What an honest worker would hold against the scheduler.</summary>
    public void Complain(string what)
    {
        Interlocked.Increment(ref _complaints);
        Note(what);
    }

    private void Note(string problem)
    {
        if (Problems.Count < ProblemsKept)
        {
            Problems.Enqueue(problem);
        }
    }
}
