using System.CommandLine;
using Ect.Cli.Frame;
using Ect.Sdk;
using Spectre.Console;

namespace Ect.Cli.Orders;

/// <summary>What every command that signs an order does with it: show it, write it to a file, post it.</summary>
internal static class SignedOrder
{
    public static Option<bool> Post { get; } = new("--post") { Description = "Put the order on the board at once" };

    public static Option<string?> Out { get; } = new("--out") { Description = "Write the signed order to this file", HelpName = "FILE" };

    public static async Task<Answer> FinishAsync(CliContext context, EctClient client, string document, CancellationToken cancellation)
    {
        if (context.Value(Out) is { } file)
        {
            await File.WriteAllTextAsync(file, document + "\n", cancellation);
        }

        var order = client.Orders.Read(document);
        bool? isNew = context.Value(Post) ? (await client.Market.PostAsync(document, cancellation)).IsNew : null;
        return Answer.Of(new { isPosted = isNew is not null, isNew, order = OrderLine.Of(order, document, null, client.Address) }, (console, view) =>
        {
            view.order.Render(console);
            console.WriteLine(isNew switch
            {
                true => "Posted to the order board.",
                false => "The order board has it already.",
                null when context.Value(Out) is { } path => $"Signed, in {path}. Post it with `ect order post {path}`.",
                null => "Signed. Keep it with --out FILE, or post it with --post; --json prints it.",
            });
        });
    }
}
