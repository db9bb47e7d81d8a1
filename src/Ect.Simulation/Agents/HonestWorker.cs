using Ect.Simulation.Pools;

namespace Ect.Simulation.Agents;

/// <summary>Computes.</summary>
public sealed class HonestWorker : WorkerStrategy
{
    public override Finding Find(Round round, SimulatedWorker worker) => new(Results.Truth, true);
}
