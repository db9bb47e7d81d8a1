using Ect.Simulation.Pools;

namespace Ect.Simulation.Agents;

/// <summary>Gives the lie that its group has agreed on, whoever else was asked.</summary>
public sealed class BoldColluder : WorkerStrategy
{
    public override Finding Find(Round round, SimulatedWorker worker) => new(Results.Lie, false);
}
