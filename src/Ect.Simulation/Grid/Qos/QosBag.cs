using Ect.Protocol.Qos;

namespace Ect.Simulation.Grid.Qos;

/// <summary>One bag, without help and with every plan of its environment: the same machines come and go.</summary>
/// <param name="Environment">Where it was played.</param>
/// <param name="Without">Without help.</param>
/// <param name="With">With help, in the order of <see cref="QosEnvironment.Plans"/>.</param>
public sealed record QosBag(QosEnvironment Environment, HelpedOutcome Without, IReadOnlyList<HelpedOutcome> With)
{
    // What was less is hardly a tail, and what help removes of it is chance.
    private const double LeastSlowdown = 1.1;

    /// <summary>Whether it has a tail worth the name without help: a tenth longer than its ideal time.</summary>
    public bool HasTail => !(Without.Slowdown < LeastSlowdown);

    /// <summary>Tail removal efficiency of a plan; null where there was no tail.</summary>
    public double? Removal(int plan) => TailRemoval.Efficiency(Without.Ideal, Without.Makespan, With[plan].Makespan);

    /// <summary>How many times sooner the bag is complete with a plan.</summary>
    public double SpeedUp(int plan) => Without.Makespan / With[plan].Makespan;
}
