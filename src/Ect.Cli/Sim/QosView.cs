using Ect.Simulation.Grid.Qos;
using Ect.Simulation.Studies;

namespace Ect.Cli.Sim;

/// <summary>The document of `ect sim qos`.</summary>
/// <param name="Seed">What chance was decided by.</param>
/// <param name="Runs">Bags of each environment.</param>
/// <param name="Holds">Whether everything that is claimed is seen to hold.</param>
/// <param name="Claims">The paper's statements that are claimed.</param>
/// <param name="Unclaimed">Its statements that are not.</param>
/// <param name="Strategies">Each strategy, with the paper's servers.</param>
/// <param name="OfEct">Each strategy, with ECT's scheduler.</param>
/// <param name="Bought">What ECT's market sells: tasks bought again in another pool.</param>
/// <param name="Environments">Each environment, with the recommended strategy.</param>
internal sealed record QosView(
    int Seed,
    int Runs,
    bool Holds,
    IReadOnlyList<QosView.Claim> Claims,
    IReadOnlyList<QosView.Claim> Unclaimed,
    IReadOnlyList<QosView.StrategyFigures> Strategies,
    IReadOnlyList<QosView.StrategyFigures> OfEct,
    IReadOnlyList<QosView.StrategyFigures> Bought,
    IReadOnlyList<QosView.EnvironmentFigures> Environments)
{
    public static QosView Of(QosReport report) => new(
        report.Seed,
        report.Runs,
        report.Holds,
        [.. report.Claims.Select(Claim.Of)],
        [.. report.Unclaimed.Select(Claim.Of)],
        [.. report.Strategies.Select(StrategyFigures.Of)],
        [.. report.OfEct.Select(StrategyFigures.Of)],
        [.. report.Bought.Select(StrategyFigures.Of)],
        [.. report.Environments.Select(EnvironmentFigures.Of)]);

    /// <summary>A statement, and what is seen.</summary>
    internal sealed record Claim(string Statement, string Case, Relation Relation, double Stated, SimFigure Seen, Verdict Verdict)
    {
        public static Claim Of(QosClaim claim) => new(claim.Claim, claim.Case, claim.Relation, claim.Stated, SimFigure.Of(claim.Seen), claim.Verdict);
    }

    /// <summary>What a strategy does.</summary>
    internal sealed record StrategyFigures(string Strategy, SimFigure Halved, SimFigure Removed, SimFigure SpeedUp, SimFigure Spent, SimFigure Offloaded, SimFigure Predicted, SimFigure Later)
    {
        public static StrategyFigures Of(StrategyRow row) => new(
            $"{row.Strategy}",
            SimFigure.Of(row.Halved),
            SimFigure.Of(row.Removed),
            SimFigure.Of(row.SpeedUp),
            SimFigure.Of(row.Spent),
            SimFigure.Of(row.Offloaded),
            SimFigure.Of(row.Predicted),
            SimFigure.Of(row.Later));
    }

    /// <summary>What comes of bags in an environment.</summary>
    internal sealed record EnvironmentFigures(string Pool, string Bag, string Server, SimFigure Hours, SimFigure Slowdown, SimFigure SpeedUp, SimFigure Spent, int Unfinished)
    {
        public static EnvironmentFigures Of(EnvironmentRow row) => new(
            row.Environment.Pool.Name,
            row.Environment.Bag,
            row.Environment.Middleware.Name,
            SimFigure.Of(row.Hours),
            SimFigure.Of(row.Slowdown),
            SimFigure.Of(row.SpeedUp),
            SimFigure.Of(row.Spent),
            row.Unfinished);
    }
}
