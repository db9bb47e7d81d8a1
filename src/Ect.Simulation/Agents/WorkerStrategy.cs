using Ect.Simulation.Pools;

namespace Ect.Simulation.Agents;

/// <summary>How the workers of one party behave.</summary>
public abstract class WorkerStrategy
{
    /// <summary>What a worker contributes to the task it was asked for.</summary>
    public abstract Finding Find(Round round, SimulatedWorker worker);
}
