using System.Globalization;
using Ect.Cli.Frame;
using Spectre.Console;

namespace Ect.Cli.Sim;

/// <summary>The tables of `ect sim incentives`. Money is in percent of a task's price, for each task of the pool.</summary>
internal static class IncentivesRenderer
{
    public static void Render(IAnsiConsole console, IncentivesView view)
    {
        console.WriteLine("In percent of a task's price, for each task of the pool. The case of the stated range that is best for the attacker:");
        console.WriteLine();
        console.Write(Tables.Of(
            ["attack", "gain", "cost", "profit", "pays", "most harm", "without the rule that holds it"],
            view.Attacks.Select(row => (string[])
            [
                row.Name, Percent(row.Best.Gain), Percent(row.Best.Cost), Percent(row.Best.Profit), row.Pays ? "YES" : "no", Percent(row.MostHarm), Without(row),
            ])));
        console.WriteLine();
        console.WriteLine("Outside the range, where the rules do not hold it:");
        console.WriteLine();
        console.Write(Tables.Of(
            ["attack", "gain", "cost", "profit", "false results", "where"],
            view.Outside.Select(row => (string[])
            [
                row.Name, Percent(row.Case.Gain), Percent(row.Case.Cost), Percent(row.Case.Profit), Chance(row.Case.ChanceOfFalseResult), row.Where,
            ])));
        console.WriteLine();
        console.WriteLine("Chance that one party decides a task alone, of 100 seats:");
        console.WriteLine();
        console.Write(Tables.Of(
            ["trust", "share", "fair scheduler", "… with reputation", "own scheduler", "… with reputation", "… that can wait"],
            view.Chances.Select(row => (string[])
            [
                $"{row.Trust}", string.Create(CultureInfo.InvariantCulture, $"{row.Share:0 %}"), Chance(row.Fair), Chance(row.FairWithReputation), Chance(row.OwnScheduler), Chance(row.OwnSchedulerWithReputation), Chance(row.OwnSchedulerThatWaits),
            ])));
        console.WriteLine();
        console.WriteLine(view.Holds
            ? $"No attack pays in the stated range ({Cases(view)} cases; docs/simulation.md says what the range is)."
            : "An attack pays in the stated range.");
    }

    private static int Cases(IncentivesView view) => view.Attacks.Sum(row => row.Cases);

    private static string Without(AttackView row) =>
        row.Without.Count == 0
            ? "(the evidence rule and the reward)"
            : string.Join("; ", row.Without.Select(without => without.Best.Profit > 1e-9
                ? $"{without.Rule}: profit {Percent(without.Best.Profit)}"
                : $"{without.Rule}: harm {Percent(without.MostHarm)}"));

    // Tiny amounts are not nothing.
    private static string Percent(double prices)
    {
        var percent = prices * 100;
        var format = Math.Abs(percent) switch { 0 => "0", >= 10 => "0", >= 0.1 => "0.00", >= 0.0001 => "0.0000", _ => "0.#e-0" };
        return percent.ToString(format, CultureInfo.InvariantCulture);
    }

    private static string Chance(double? chance) => chance switch
    {
        null => "–",
        0 => "never",
        < 1e-9 => "< 1 in 10^9",
        >= 0.01 => string.Create(CultureInfo.InvariantCulture, $"{chance.Value * 100:0.#} %"),
        _ => string.Create(CultureInfo.InvariantCulture, $"1 in {1 / chance.Value:#,0}"),
    };
}
