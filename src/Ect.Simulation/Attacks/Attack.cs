using Ect.Simulation.Agents;

namespace Ect.Simulation.Attacks;

/// <summary>A way to get more than one's work is worth.</summary>
/// <param name="name">In two or three words.</param>
/// <param name="plan">What the attacker does.</param>
/// <param name="heldBy">Rules without which it pays.</param>
public abstract class Attack(string name, string plan, params RuleSwitch[] heldBy)
{
    /// <summary>Tasks that are played to measure a behaviour.</summary>
    protected const int SampleTasks = 256;

    public string Name => name;

    public string Plan => plan;

    public IReadOnlyList<RuleSwitch> HeldBy => heldBy;

    /// <summary>Plays it.</summary>
    public abstract Outcome Play(Setting setting);

    /// <summary>The attack against the same seats at honest work, both played with the same chances.</summary>
    protected static Outcome Compare(Setting setting, WorkerStrategy strategy)
    {
        var attack = new Season(setting, strategy).Play(SampleTasks);
        var honest = new Season(setting, new HonestWorker()).Play(SampleTasks);
        var gain = PerTask(setting, attack.Attacker.Outside + Math.Max(0, honest.Attacker.Spent - attack.Attacker.Spent));
        var profit = PerTask(setting, attack.Attacker.Wealth - honest.Attacker.Wealth);
        var harm = PerTask(setting, honest.Others.Wealth - attack.Others.Wealth)
            + PerTask(setting, honest.PoolOwner.Wealth - attack.PoolOwner.Wealth)
            + ((double)attack.FalseResults / SampleTasks * setting.Market.ValueInPrices);
        return new(Math.Max(gain, profit), Math.Max(gain, profit) - profit, Math.Max(0, harm), (double)attack.FalseResults / SampleTasks);
    }

    /// <summary>What a party's honest work brings for each task of the pool, in prices.</summary>
    protected static double HonestIncome(Setting setting, bool ownsPool = false) =>
        PerTask(setting, new Season(setting, new HonestWorker(), ownsPool: ownsPool).Play(SampleTasks).Attacker.Wealth);

    /// <summary>What the attacker's seats earn by honest work for each task of the pool, in prices.</summary>
    public static double IncomeOf(Setting setting) => HonestIncome(setting);

    protected static double PerTask(Setting setting, long gwei) => (double)gwei / setting.Market.PriceGwei / SampleTasks;
}
