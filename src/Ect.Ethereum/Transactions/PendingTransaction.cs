using Ect.Ethereum.Rpc;

namespace Ect.Ethereum.Transactions;

/// <summary>A transaction under way: its newest version and every earlier one, any of which may be the one mined.</summary>
internal sealed class PendingTransaction(Address? to, byte[] data, System.Numerics.BigInteger value, ulong gasLimit)
{
    private readonly List<Bytes32> _hashes = [];

    public Address? To { get; } = to;

    public byte[] Data { get; } = data;

    public System.Numerics.BigInteger Value { get; } = value;

    public ulong GasLimit { get; set; } = gasLimit;

    public SignedTransaction Newest { get; private set; } = null!;

    public ulong Nonce => Newest.Transaction.Nonce;

    public IReadOnlyList<Bytes32> Hashes
    {
        get
        {
            lock (_hashes)
            {
                return [.. _hashes];
            }
        }
    }

    /// <summary>When the newest version was made; the clock for raising its fees.</summary>
    public long MadeAt { get; private set; }

    /// <summary>When the node was last seen to have it, or was last sent it.</summary>
    public long SeenAt { get; set; }

    /// <summary>When its nonce was first seen used without a receipt; 0 while that is not so.</summary>
    public long MissingSince { get; set; }

    /// <summary>The block it was last seen in, not yet deep enough; null while it is in none.</summary>
    public ulong? MinedIn { get; set; }

    /// <summary>Why it is not mined yet, for the message of a time-out.</summary>
    public string Reason { get; set; } = "it waits to be mined";

    public TaskCompletionSource<TransactionReceipt> Completion { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public void Add(SignedTransaction version, long now)
    {
        Newest = version;
        MadeAt = SeenAt = now;
        MissingSince = 0;
        lock (_hashes)
        {
            _hashes.Add(version.Hash);
        }
    }
}
