using Ect.Simulation.Pools;

namespace Ect.Simulation.Agents;

/// <summary>Whom a scheduler asks first of those who may contribute.</summary>
public enum SchedulerStrategy
{
    /// <summary>Anybody alike.</summary>
    Fair,

    /// <summary>Its own workers, then the others.</summary>
    OwnFirst,
}

internal static class SchedulerOrder
{
    /// <summary>Workers in the order in which they are asked.</summary>
    public static IReadOnlyList<SimulatedWorker> Of(SchedulerStrategy strategy, IEnumerable<SimulatedWorker> admitted, Party owner, Dice dice)
    {
        var order = admitted.ToArray();
        dice.Shuffle(order);
        return strategy == SchedulerStrategy.OwnFirst ? [.. order.OrderBy(worker => worker.Owner == owner ? 0 : 1)] : order;
    }
}
