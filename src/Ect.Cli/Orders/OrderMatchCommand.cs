using System.CommandLine;
using Ect.Cli.Deals;
using Ect.Cli.Frame;

namespace Ect.Cli.Orders;

internal static class OrderMatchCommand
{
    private static readonly Option<string> App = new("--app") { Description = "The app order", HelpName = OrderText.HelpName, Required = true };
    private static readonly Option<string?> Dataset = new("--dataset") { Description = "The dataset order, if the request names a dataset", HelpName = OrderText.HelpName };
    private static readonly Option<string> Pool = new("--pool") { Description = "The pool order", HelpName = OrderText.HelpName, Required = true };
    private static readonly Option<string> Request = new("--request") { Description = "The request", HelpName = OrderText.HelpName, Required = true };

    public static EctCommand Create() =>
        new EctCommand("match", "Matches signed orders on chain: anybody may", "ect order match --app app.json --pool pool.json --request request.json") { App, Dataset, Pool, Request }
            .Does(RunAsync);

    private static async Task<Answer> RunAsync(CliContext context, CancellationToken cancellation)
    {
        var client = context.Signing();
        var dataset = context.Value(Dataset) is { } text ? await OrderText.ReadAsync(context, client, text, cancellation) : null;
        var deal = await client.Deals.MatchAsync(
            await OrderText.ReadAsync(context, client, context.Required(App), cancellation),
            dataset,
            await OrderText.ReadAsync(context, client, context.Required(Pool), cancellation),
            await OrderText.ReadAsync(context, client, context.Required(Request), cancellation),
            cancellation);
        return DealView.Of(deal, context.Names()).ToAnswer();
    }
}
