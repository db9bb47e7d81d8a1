using Ect.Cli.Deals;
using Ect.Cli.Frame;

namespace Ect.Cli.Orders;

internal static class OrderMatchCommand
{
    public static EctCommand Create() =>
        new EctCommand("match", "Matches signed orders on chain: anybody may", "ect order match --app app.json --pool pool.json --request request.json")
        {
            MatchOptions.App, MatchOptions.Dataset, MatchOptions.Pool, MatchOptions.Request,
        }.Does(RunAsync);

    private static async Task<Answer> RunAsync(CliContext context, CancellationToken cancellation)
    {
        var client = context.Signing();
        var orders = await MatchOptions.ReadAsync(context, client, cancellation);
        var deal = await client.Deals.MatchAsync(orders.App, orders.Dataset, orders.Pool, orders.Request, cancellation);
        return DealView.Of(deal, context.Names()).ToAnswer();
    }
}
