using Ect.Simulation.Agents;

namespace Ect.Simulation.Attacks;

/// <summary>A group that always votes for its lie.</summary>
public sealed class BoldColluders() : Attack("bold group", "its workers always contribute the same lie")
{
    public override Outcome Play(Setting setting) => Compare(setting, new BoldColluder());
}
