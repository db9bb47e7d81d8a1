using System.Numerics;
using Ect.Ethereum;
using Ect.Simulation.Pools;

namespace Ect.Simulation.Hub;

/// <summary>What the hub keeps of a task.</summary>
/// <param name="deal">Its deal.</param>
/// <param name="position">Which task of the deal.</param>
public sealed class SimulatedTask(SimulatedDeal deal, int position)
{
    public SimulatedDeal Deal => deal;

    public int Position => position;

    public TaskState State { get; internal set; }

    /// <summary>The settled result.</summary>
    public Bytes32 Result { get; internal set; }

    /// <summary>Who was paid for it.</summary>
    public IReadOnlyList<SimulatedWorker> Agreed { get; internal set; } = [];

    /// <summary>Odds of the dissent that the settlement declared.</summary>
    internal BigInteger Against { get; set; }

    /// <summary>Contributions on the direct path.</summary>
    internal Dictionary<SimulatedWorker, Bytes32> Contributions { get; } = [];

    /// <summary>Whom a punishment has hit, by what it had found.</summary>
    internal Dictionary<SimulatedWorker, Bytes32> Punished { get; } = [];

    /// <summary>Of the protocol's share, what the payer does not have back yet, in gwei.</summary>
    internal long Owed { get; set; }
}
