using Ect.Cli.Frame;
using Ect.Cli.Home;
using Ect.Sdk.Qos;
using Spectre.Console;

namespace Ect.Cli.Deals;

/// <summary>What was bought against a bag's tail.</summary>
// Budget: null where the command was given none.
internal sealed record HelpView(Amount Spent, Amount? Budget, IReadOnlyList<HelpDealView> Deals)
{
    public static HelpView Of(BagState state, TailHelp? help, NameBook names) =>
        new(state.Bag.Spent, help is null ? null : (Amount)help.Budget, [.. state.Bag.Help.Select(deal => HelpDealView.Of(deal, state, names))]);

    public void Render(IAnsiConsole console)
    {
        if (Deals.Count == 0)
        {
            console.WriteLine($"help      none was needed; {Budget} stay unspent");
            return;
        }

        console.WriteLine($"help      {Spent}{(Budget is { } budget ? $" of {budget}" : "")}; what both pools complete is paid twice");
        foreach (var deal in Deals)
        {
            console.WriteLine($"          {deal.Text()}");
        }
    }
}
