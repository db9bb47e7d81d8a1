using Ect.Simulation.Agents;

namespace Ect.Simulation.Attacks;

/// <summary>No lie: the scheduler gives the work to its own workers where it can.</summary>
public sealed class FavouringScheduler() : Attack("favouring scheduler", "asks its own workers first; they work honestly")
{
    public override Outcome Play(Setting setting)
    {
        var favouring = new Season(setting, new HonestWorker(), SchedulerStrategy.OwnFirst, ownsPool: true).Play(SampleTasks);
        var fair = new Season(setting, new HonestWorker(), SchedulerStrategy.Fair, ownsPool: true).Play(SampleTasks);
        return new(PerTask(setting, favouring.Attacker.Wealth - fair.Attacker.Wealth), 0, PerTask(setting, fair.Others.Wealth - favouring.Others.Wealth));
    }
}
