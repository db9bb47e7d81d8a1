using Ect.Simulation.Agents;

namespace Ect.Simulation.Attacks;

/// <summary>Several seats of one owner are asked for one task: it computes once.</summary>
public sealed class SharedComputation() : Attack("shared computation", "computes once for all of its seats that a task asks")
{
    public override Outcome Play(Setting setting) => Compare(setting, new SharingWorker());
}
