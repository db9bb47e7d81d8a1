namespace Ect.Simulation.Attacks;

/// <summary>As <see cref="OwnScheduler"/>, by one who does not care for the pool's future.</summary>
public sealed class LeavingScheduler() : Attack(
    "own scheduler, leaves",
    "the pool's scheduler lies wherever enough of its own workers are drawn, until it is noticed; has nothing to lose",
    RuleSwitch.Draw)
{
    public override Outcome Play(Setting setting) => Seasons.Stray(setting.Market, OwnScheduler.Chance(setting), 0);
}
