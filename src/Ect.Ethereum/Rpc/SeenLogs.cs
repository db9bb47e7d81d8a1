namespace Ect.Ethereum.Rpc;

/// <summary>Tells each log once across connections, by remembering those of the newest blocks.</summary>
internal sealed class SeenLogs
{
    private const int Capacity = 10_000;

    private readonly HashSet<(Bytes32 Block, ulong Index, bool Removed)> _seen = [];
    private readonly Queue<(Bytes32 Block, ulong Index, bool Removed)> _order = [];

    /// <summary>The first block that may hold something untold; null before anything is known.</summary>
    public ulong? NextBlock { get; private set; }

    public void Start(ulong block) => NextBlock = Math.Max(NextBlock ?? 0, block);

    public bool IsNew(Log log)
    {
        // The newest block itself is read again, since its later logs may have been missed.
        Start(log.BlockNumber);
        var id = (log.BlockHash, log.LogIndex, log.Removed);
        if (!_seen.Add(id))
        {
            return false;
        }

        _order.Enqueue(id);
        if (_order.Count > Capacity)
        {
            _seen.Remove(_order.Dequeue());
        }

        return true;
    }
}
