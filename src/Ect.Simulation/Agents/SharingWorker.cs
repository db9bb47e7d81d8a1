using Ect.Simulation.Pools;

namespace Ect.Simulation.Agents;

/// <summary>Computes once for all seats of its party that were asked.</summary>
public sealed class SharingWorker : WorkerStrategy
{
    public override Finding Find(Round round, SimulatedWorker worker) =>
        new(Results.Truth, round.Asked.First(asked => asked.Owner == worker.Owner) == worker);
}
