using Ect.Protocol.Deals;
using Ect.Protocol.Lifecycles;
using Ect.Scheduler.Tasks;

namespace Ect.Scheduler.Assignments;

/// <summary>
/// Which tasks may have one worker more than they need, if one is idle: at the end of a bag a single slow machine must not let
/// everybody wait (as the backup tasks of MapReduce, Dean and Ghemawat 2004).
/// </summary>
/// <param name="Factor">How many times longer than usual a worker must take; 0 for no spares.</param>
/// <param name="Least">A worker that takes less than this is never slow.</param>
internal sealed record StragglerRule(double Factor, TimeSpan Least)
{
    /// <summary>Whether a task may have a spare.</summary>
    /// <param name="open">The task.</param>
    /// <param name="usual">What its deal's parts usually take; null if nobody knows.</param>
    /// <param name="now">Our clock.</param>
    /// <param name="chainNow">The chain's clock, Unix seconds.</param>
    public bool AllowsSpare(OpenTask open, TimeSpan? usual, DateTimeOffset now, ulong chainNow)
    {
        if (Factor == 0 || usual is not { } time || !Deadlines.Of(open.Deal.Terms).MayContribute(chainNow + (ulong)time.TotalSeconds))
        {
            return false;
        }

        // A spare is young itself: it gets company only when it is late too.
        var patience = time * Factor > Least ? time * Factor : Least;
        var computing = open.Replicas.Where(replica => replica.State == ReplicaState.Assigned).ToList();
        return computing.Count > 0 && computing.All(replica => now - replica.AssignedAt > patience) && open.Replicas.Count < HubRules.MaxContributors;
    }
}
