using Ect.Simulation.Pools;

namespace Ect.Simulation.Agents;

/// <summary>
/// Works honestly, and lies together with its group where the group alone was asked: the group's members tell each other,
/// and each knows how many workers a task takes.
/// </summary>
public sealed class LurkingColluder : WorkerStrategy
{
    public override Finding Find(Round round, SimulatedWorker worker) =>
        round.Number == 0 && round.Asked.All(asked => asked.Owner == worker.Owner)
            ? new(Results.Lie, false)
            : new(Results.Truth, true);
}
