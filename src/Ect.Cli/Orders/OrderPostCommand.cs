using System.CommandLine;
using Ect.Cli.Frame;
using Spectre.Console;

namespace Ect.Cli.Orders;

internal static class OrderPostCommand
{
    private static readonly Argument<string> Source = new("FILE") { Description = "A signed order as JSON; - reads standard input" };

    public static EctCommand Create() =>
        new EctCommand("post", "Puts a signed order on the board. Posting it again changes nothing", "ect order post signed.json") { Source }.Does(RunAsync);

    private static async Task<Answer> RunAsync(CliContext context, CancellationToken cancellation)
    {
        var client = context.Reading();
        var document = await OrderText.ReadAsync(context, client, context.Required(Source), cancellation);
        client.Orders.Read(document);
        var posted = await client.Market.PostAsync(document, cancellation);
        return Answer.Of(new { hash = posted.Hash, isNew = posted.IsNew }, static (console, view) =>
            console.WriteLine(view.isNew ? $"Posted order {view.hash}." : $"The board has order {view.hash} already."));
    }
}
