namespace Ect.Simulation.Attacks;

/// <summary>What a season of opportunities for false results comes to, for each task, in prices.</summary>
internal static class Seasons
{
    /// <summary>An attacker with an income that it loses when it is noticed.</summary>
    /// <param name="market">The circumstances.</param>
    /// <param name="chance">That a task can be decided falsely.</param>
    /// <param name="income">Of honest work, for each task.</param>
    /// <param name="saved">Work that a lie saves.</param>
    public static Outcome Stay(Market market, double chance, double income, double saved)
    {
        var season = FalseResults.Expected(chance, market.Noticed, market.SeasonTasks);
        var gain = season.Count * (market.ValueInPrices + saved);
        var cost = income * (market.SeasonTasks - season.Tasks);
        return Of(market, gain, cost, season);
    }

    /// <summary>An attacker that has nothing to lose but the interest on its bonds, and what it paid before.</summary>
    public static Outcome Stray(Market market, double chance, double paid)
    {
        var season = FalseResults.Expected(chance, market.Noticed, market.SeasonTasks);
        return Of(market, season.Count * market.ValueInPrices, market.SeasonInterest + paid, season);
    }

    private static Outcome Of(Market market, double gain, double cost, FalseResults season) => new(
        gain / market.SeasonTasks,
        cost / market.SeasonTasks,
        season.Count * market.ValueInPrices / market.SeasonTasks,
        season.Count / season.Tasks);
}
