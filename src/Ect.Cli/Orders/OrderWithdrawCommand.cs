using System.CommandLine;
using Ect.Cli.Assets;
using Ect.Cli.Frame;
using Ect.Contracts;

namespace Ect.Cli.Orders;

internal static class OrderWithdrawCommand
{
    private static readonly Argument<OrderKind> Kind = KindArgument.Of<OrderKind>("app, dataset or pool", "app", "dataset", "pool");
    private static readonly Argument<string> Asset = new("ASSET") { Description = "What is offered: local name, id, or the beginning of an id" };

    public static EctCommand Create() =>
        new EctCommand("withdraw", "Takes an own offer back that stands on chain, for ever", "ect order withdraw app hello") { Kind, Asset }.Does(RunAsync);

    private static async Task<Answer> RunAsync(CliContext context, CancellationToken cancellation)
    {
        var client = context.Signing();
        var kind = context.Required(Kind);
        var asset = await AssetNames.FindAsync(context, client, kind.Asset(), context.Required(Asset), cancellation);
        return StandingView.Of(await client.Orders.WithdrawAsync(kind, asset.Id, cancellation), context.Names()).ToAnswer();
    }
}
