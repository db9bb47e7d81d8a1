using System.CommandLine;
using System.Globalization;
using Ect.Cli.Frame;
using Ect.Cli.Wallets;
using Spectre.Console;

namespace Ect.Cli.Deals;

internal static class DealListCommand
{
    private static readonly Option<string?> Requester = new("--requester") { Description = "Only those that this account bought: a wallet's name or an address", HelpName = "WALLET|ADDRESS" };

    public static EctCommand Create() =>
        new EctCommand("list", "Lists the deals of the network, the oldest first", "ect deal list", "ect deal list --requester alice --json") { Requester }.Does(RunAsync);

    private static async Task<Answer> RunAsync(CliContext context, CancellationToken cancellation)
    {
        var requester = context.Value(Requester) is { } text ? Receivers.Find(context, text) : (Ethereum.Address?)null;
        var names = context.Names();
        var deals = (await context.Reading().Deals.ListAsync(requester, cancellation)).Select(deal => DealView.Of(deal, names)).ToArray();
        return Answer.Of(new { deals }, static (console, view) =>
        {
            if (view.deals.Length == 0)
            {
                console.WriteLine("No deals yet: buy work with `ect run APP`.");
                return;
            }

            console.Write(Tables.Of(
                ["deal", "app", "tasks", "price", "trust", "matched"],
                view.deals.Select(deal => new[]
                {
                    ShortId.Of(deal.Id), deal.App.Short, $"{deal.Size}", deal.PricePerTask.ToString(), $"{deal.Trust}",
                    deal.Start.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture),
                })));
        });
    }
}
