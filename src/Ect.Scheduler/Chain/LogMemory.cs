using Ect.Ethereum.Rpc;

namespace Ect.Scheduler.Chain;

/// <summary>Which logs of the newest blocks were applied since the start, so that a second reading finds what a node left out in the first.</summary>
internal sealed class LogMemory(SchedulerOptions options, TimeProvider time)
{
    private readonly HashSet<(ulong Block, ulong Index)> _seen = [];
    private ulong? _first;
    private long _readAt = time.GetTimestamp();

    /// <summary>The first block that can be compared; null while there is none.</summary>
    public ulong? First => _first;

    public bool IsDue => _first is not null && time.GetElapsedTime(_readAt) >= options.RescanInterval;

    public void Note(ulong from, ulong to, IEnumerable<Log> logs)
    {
        _seen.UnionWith(logs.Select(log => (log.BlockNumber, log.LogIndex)));
        _first ??= from;
        if (to - _first > ChainCursor.Depth)
        {
            _first = to - ChainCursor.Depth;
            _seen.RemoveWhere(log => log.Block < _first);
        }
    }

    /// <summary>A re-org took the blocks above.</summary>
    public void Rewind(long ancestor)
    {
        _seen.RemoveWhere(log => (long)log.Block > ancestor);
        _first = (long?)_first > ancestor ? null : _first;
    }

    /// <summary>The first block of a second reading with a log that the first did not have; null if there is none.</summary>
    public ulong? FirstMissed(IEnumerable<Log> logs)
    {
        _readAt = time.GetTimestamp();
        return logs.Where(log => log.BlockNumber >= _first && !_seen.Contains((log.BlockNumber, log.LogIndex))).Select(log => (ulong?)log.BlockNumber).Min();
    }
}
