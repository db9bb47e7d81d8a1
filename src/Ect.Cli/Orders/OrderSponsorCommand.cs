using Ect.Cli.Deals;
using Ect.Cli.Frame;

namespace Ect.Cli.Orders;

internal static class OrderSponsorCommand
{
    public static EctCommand Create() =>
        new EctCommand(
            "sponsor",
            "Matches signed orders on chain and pays in the requester's place; refunds come back to who paid",
            "ect order sponsor --app app.json --pool pool.json --request request.json --wallet alice") { MatchOptions.App, MatchOptions.Dataset, MatchOptions.Pool, MatchOptions.Request }
            .Does(RunAsync);

    private static async Task<Answer> RunAsync(CliContext context, CancellationToken cancellation)
    {
        var client = context.Signing();
        var orders = await MatchOptions.ReadAsync(context, client, cancellation);
        var deal = await client.Deals.SponsorAsync(orders.App, orders.Dataset, orders.Pool, orders.Request, cancellation);
        return DealView.Of(deal, context.Names()).ToAnswer();
    }
}
