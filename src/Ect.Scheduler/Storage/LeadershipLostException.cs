namespace Ect.Scheduler.Storage;

/// <summary>Another scheduler of the same database has taken over: this one must stop, and may start again to wait for its turn.</summary>
internal sealed class LeadershipLostException(string leader)
    : Exception($"Another scheduler, {leader}, leads the pool on this database now. This one stops; started again it waits for its turn.");
