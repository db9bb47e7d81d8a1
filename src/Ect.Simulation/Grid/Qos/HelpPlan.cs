using Ect.Protocol.Qos;

namespace Ect.Simulation.Grid.Qos;

/// <summary>What help a bag may have.</summary>
/// <param name="Strategy">When, how much, on what.</param>
/// <param name="BudgetShare">Machine hours that may be bought, as a share of what helpers would need for the whole bag (SpeQuloS: a tenth).</param>
/// <param name="Period">Seconds that are bought at a time; what is not used of them is not paid.</param>
/// <param name="ByTask">Whether tasks are bought instead, as in a market: each costs its price, whoever is first.</param>
public sealed record HelpPlan(HelpStrategy Strategy, double BudgetShare = 0.1, double Period = 3600, bool ByTask = false)
{
    /// <summary>Every strategy, with helpers that are paid for their time.</summary>
    public static IReadOnlyList<HelpPlan> ByTime { get; } = [.. HelpStrategy.All.Select(strategy => new HelpPlan(strategy))];

    /// <summary>Every strategy that needs nobody's consent, with tasks that are bought in another pool.</summary>
    public static IReadOnlyList<HelpPlan> Bought { get; } =
        [.. HelpStrategy.All.Where(strategy => strategy.Use == HelpUse.Duplicate).Select(strategy => new HelpPlan(strategy, ByTask: true))];

    /// <summary>What helpers are: machines of a cloud, three times as quick as a desktop.</summary>
    public Infrastructure Helpers { get; init; } = Infrastructure.Cloud with { Speed = 3 };
}
