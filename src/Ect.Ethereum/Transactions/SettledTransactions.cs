using System.Collections.Concurrent;

namespace Ect.Ethereum.Transactions;

/// <summary>
/// The newest mined transactions, kept while others are under way: when a re-organisation or a node's lost state takes
/// one back, the later ones wait for it, and it is sent again as it was.
/// </summary>
internal sealed class SettledTransactions
{
    private const int Capacity = 512;

    private readonly ConcurrentDictionary<ulong, byte[]> _raw = new();
    private readonly ConcurrentDictionary<Bytes32, Bytes32> _mined = new();
    private readonly ConcurrentQueue<(ulong Nonce, Bytes32[] Hashes)> _order = new();

    public void Add(PendingTransaction pending, Bytes32 mined)
    {
        var hashes = pending.Hashes.ToArray();
        _raw[pending.Nonce] = pending.Newest.Encode();
        foreach (var hash in hashes)
        {
            _mined[hash] = mined;
        }

        _order.Enqueue((pending.Nonce, hashes));
        while (_order.Count > Capacity && _order.TryDequeue(out var oldest))
        {
            _raw.TryRemove(oldest.Nonce, out _);
            foreach (var hash in oldest.Hashes)
            {
                _mined.TryRemove(hash, out _);
            }
        }
    }

    public byte[]? TryGetRaw(ulong nonce) => _raw.GetValueOrDefault(nonce);

    /// <summary>The version that was mined of a transaction known by any of its hashes.</summary>
    public Bytes32? TryGetHash(Bytes32 hash) => _mined.TryGetValue(hash, out var mined) ? mined : null;

    /// <summary>Forgets the bytes, because the chain's own count is the truth again; hashes stay findable.</summary>
    public void Clear() => _raw.Clear();
}
