namespace Ect.Simulation.Grid.Qos;

/// <summary>Where bags are played: what machines, what tasks, which server.</summary>
/// <param name="Pool">The best-effort machines.</param>
/// <param name="Bag">The kind of bag: SMALL, BIG or RANDOM.</param>
/// <param name="Load">The tasks of a seed.</param>
/// <param name="Middleware">The server.</param>
public sealed record QosEnvironment(BestEffortPool Pool, string Bag, Func<int, Workload> Load, Middleware Middleware)
{
    /// <summary>For reports.</summary>
    public string Name => $"{Pool.Name} {Bag} {Middleware.Name}";

    /// <summary>What help is tried: everything by time, and for ECT what its market sells.</summary>
    public IReadOnlyList<HelpPlan> Plans => Middleware == Middleware.Ect ? [.. HelpPlan.ByTime, .. HelpPlan.Bought] : HelpPlan.ByTime;

    /// <summary>The paper's bags on some pools, each with all servers.</summary>
    public static IReadOnlyList<QosEnvironment> Of(IReadOnlyList<BestEffortPool> pools) =>
    [
        .. from pool in pools
           from bag in new (string Name, Func<int, Workload> Load)[] { ("SMALL", _ => Workload.Small()), ("BIG", _ => Workload.Big()), ("RANDOM", Workload.Random) }
           from middleware in new[] { Middleware.Boinc, Middleware.XtremWeb, Middleware.Ect }
           select new QosEnvironment(pool, bag.Name, bag.Load, middleware),
    ];
}
