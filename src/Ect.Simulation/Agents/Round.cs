using Ect.Ethereum;
using Ect.Simulation.Hub;
using Ect.Simulation.Pools;

namespace Ect.Simulation.Agents;

/// <summary>Workers that a scheduler asks at the same time.</summary>
/// <param name="Task">For which task.</param>
/// <param name="Number">The task's first round is 0.</param>
/// <param name="Asked">Whom.</param>
/// <param name="Dice">Chance.</param>
public sealed record Round(SimulatedTask Task, int Number, IReadOnlyList<SimulatedWorker> Asked, Dice Dice)
{
    /// <summary>Results of others that can be seen before one's own is given: none where commitments come first.</summary>
    public IReadOnlyList<Bytes32> Visible { get; internal set; } = [];
}
