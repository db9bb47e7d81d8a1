using Ect.Simulation.Grid.Traces;

namespace Ect.Simulation.Grid;

/// <summary>The machines of a simulated pool. The same seed makes the same.</summary>
public sealed class WorkerPool
{
    // What a seed is mixed with for machines' properties and for their coming and going.
    private const int Properties = 1;
    private const int Turns = 2;

    private readonly GridWorker[] _workers;

    private WorkerPool(string name, IReadOnlyList<Infrastructure> kinds, GridWorker[] workers, FailureTrace? trace) =>
        (Name, Kinds, _workers, Trace) = (name, kinds, workers, trace);

    /// <summary>For reports.</summary>
    public string Name { get; }

    /// <summary>What kinds of machines there are.</summary>
    public IReadOnlyList<Infrastructure> Kinds { get; }

    /// <summary>When the machines come and go, if a trace tells: machine i is node i.</summary>
    public FailureTrace? Trace { get; }

    /// <summary>The machines as they are at first.</summary>
    public ReadOnlySpan<GridWorker> Workers => _workers;

    /// <summary>As many machines of each kind, one after the other.</summary>
    /// <param name="name">For reports.</param>
    /// <param name="kinds">At least one.</param>
    /// <param name="count">Machines in all, at least 1.</param>
    /// <param name="seed">The same seed makes the same.</param>
    public static WorkerPool Of(string name, IReadOnlyList<Infrastructure> kinds, int count, int seed)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(kinds.Count, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        var workers = new GridWorker[count];
        for (var number = 0; number < count; number++)
        {
            var kind = number % kinds.Count;
            var hazard = kinds[kind].Up.IsEndless ? 0 : 1 / kinds[kind].Up.Mean;
            workers[number] = Worker(kinds[kind], kind, hazard, number, seed);
            Start(ref workers[number], kinds[kind]);
        }

        return new(name, kinds, workers, null);
    }

    /// <summary>A machine for each node of a trace, which comes and goes as the node did; at the trace's end it begins again.</summary>
    /// <param name="trace">When they are there.</param>
    /// <param name="kind">What else they are: a trace tells no speeds and prices.</param>
    /// <param name="seed">The same seed makes the same.</param>
    public static WorkerPool Of(FailureTrace trace, Infrastructure kind, int seed)
    {
        var workers = new GridWorker[trace.Nodes.Count];
        for (var number = 0; number < workers.Length; number++)
        {
            var up = trace.Nodes[number].Up;
            workers[number] = Worker(kind, 0, up.Count / trace.Nodes[number].UpSeconds, number, seed);
            workers[number].IsUp = up[0].Start <= 0;
            workers[number].Boundary = workers[number].IsUp ? 1 : 0;
            workers[number].TurnsAt = workers[number].IsUp ? up[0].End : up[0].Start;
        }

        return new($"trace of a {kind.Name}", [kind], workers, trace);
    }

    /// <summary>A copy that a run may change.</summary>
    internal GridWorker[] Copy() => [.. _workers];

    /// <summary>When a machine turns next, after it has just turned at a moment.</summary>
    internal double NextTurn(ref GridWorker worker, int number, double now)
    {
        if (Trace is null)
        {
            var kind = Kinds[worker.Kind];
            return now + (worker.IsUp ? kind.Up : kind.Down).Draw(ref worker.Chance);
        }

        // Boundary counts starts and ends over all rounds of the trace.
        var up = Trace.Nodes[number].Up;
        worker.Boundary++;
        var (round, at) = Math.DivRem(worker.Boundary, up.Count * 2);
        return (round * Trace.Seconds) + (at % 2 == 0 ? up[at / 2].Start : up[at / 2].End);
    }

    private static GridWorker Worker(Infrastructure kind, int index, double hazard, int number, int seed)
    {
        var chance = Chance.Of(seed, Properties, number);
        return new()
        {
            Speed = kind.Speed * Math.Exp(kind.SpeedSigma * chance.NextNormal()),
            Price = kind.PricePerHour / 3600 * Math.Exp(kind.PriceSigma * chance.NextNormal()),
            Watts = kind.Watts * Math.Exp(kind.WattsSigma * chance.NextNormal()),
            ErrorRate = Math.Min(0.5, kind.ErrorRate * Math.Exp(kind.ErrorSigma * chance.NextNormal())),
            Hazard = hazard,
            Kind = index,
            Chance = Chance.Of(seed, Turns, number),
            Task = GridWorker.None,
        };
    }

    // As many are there as on a long average; each at the beginning of its time, of which it does not know the past.
    private static void Start(ref GridWorker worker, Infrastructure kind)
    {
        worker.IsUp = kind.Up.IsEndless || worker.Chance.NextDouble() < kind.Up.Mean / (kind.Up.Mean + kind.Down.Mean);
        worker.TurnsAt = (worker.IsUp ? kind.Up : kind.Down).Draw(ref worker.Chance);
    }
}
