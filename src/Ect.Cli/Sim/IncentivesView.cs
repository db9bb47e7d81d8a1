using Ect.Simulation.Incentives;

namespace Ect.Cli.Sim;

/// <summary>The document of `ect sim incentives`. Money is for each task of the pool, in prices of a task.</summary>
/// <param name="Seed">What chance was decided by.</param>
/// <param name="Holds">Whether no attack pays in the stated range.</param>
/// <param name="Range">The stated range.</param>
/// <param name="HonestIncome">What a tenth of 100 seats earn by honest work.</param>
/// <param name="Attacks">Each attack in the stated range.</param>
/// <param name="Outside">Attacks outside it.</param>
/// <param name="Chances">How often one party decides a task alone.</param>
internal sealed record IncentivesView(
    int Seed,
    bool Holds,
    RangeView Range,
    double HonestIncome,
    IReadOnlyList<AttackView> Attacks,
    IReadOnlyList<OutsideView> Outside,
    IReadOnlyList<ChanceRow> Chances)
{
    public static IncentivesView Of(IncentiveReport report) => new(
        report.Seed,
        report.Holds,
        RangeView.Stated,
        report.HonestIncome,
        [.. report.Rows.Select(AttackView.Of)],
        [.. report.Open.Select(open => new OutsideView(open.Attack.Name, open.Where, CaseView.Of(open.Case)))],
        report.Chances);
}

/// <summary>The circumstances in which no attack is to pay.</summary>
internal sealed record RangeView(
    IReadOnlyList<double> Prices,
    IReadOnlyList<double> ValuesInPrices,
    IReadOnlyList<double> StakesInPrices,
    IReadOnlyList<int> Seats,
    IReadOnlyList<TrustedShare> Shares,
    IReadOnlyList<TrustedShare> SharesOfPoolOwner,
    Simulation.Market Assumptions)
{
    public static RangeView Stated { get; } = new(
        StatedRange.Prices,
        StatedRange.Values,
        StatedRange.Stakes,
        StatedRange.Seats,
        [.. StatedRange.Shares.Select(entry => new TrustedShare(entry.Trust, entry.Share))],
        [.. StatedRange.SharesOfPoolOwner.Select(entry => new TrustedShare(entry.Trust, entry.Share))],
        new());
}

/// <summary>What share of the seats one party may hold at which trust.</summary>
internal sealed record TrustedShare(int Trust, double Share);

/// <summary>An attack's best case of many.</summary>
internal sealed record AttackView(string Name, string Plan, bool Pays, CaseView Best, double MostHarm, int Cases, IReadOnlyList<WithoutView> Without)
{
    public static AttackView Of(AttackRow row) => new(
        row.Attack.Name,
        row.Attack.Plan,
        row.IsProfitable,
        CaseView.Of(row.Best),
        row.MostHarm.Outcome.Harm,
        row.Cases,
        [.. row.Without.Select(without => new WithoutView(without.Rule.Name, CaseView.Of(without.Best), without.MostHarm.Outcome.Harm))]);
}

/// <summary>The same with one rule off.</summary>
internal sealed record WithoutView(string Rule, CaseView Best, double MostHarm);

/// <summary>An attack outside the range.</summary>
internal sealed record OutsideView(string Name, string Where, CaseView Case);

/// <summary>One case.</summary>
internal sealed record CaseView(double Price, double ValueInPrices, double StakeInPrices, int Seats, double Share, int Trust, double Gain, double Cost, double Profit, double Harm, double? ChanceOfFalseResult)
{
    public static CaseView Of(Case played)
    {
        var (market, outcome) = (played.Market, played.Outcome);
        return new(market.Price, market.ValueInPrices, market.StakeInPrices, market.Seats, market.Share, market.Trust, outcome.Gain, outcome.Cost, outcome.Profit, outcome.Harm, outcome.Chance);
    }
}
