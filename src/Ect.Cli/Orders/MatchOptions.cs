using System.CommandLine;
using Ect.Cli.Frame;
using Ect.Sdk;

namespace Ect.Cli.Orders;

/// <summary>The four orders of a match.</summary>
internal static class MatchOptions
{
    public static Option<string> App { get; } = new("--app") { Description = "The app order", HelpName = OrderText.HelpName, Required = true };

    public static Option<string?> Dataset { get; } = new("--dataset") { Description = "The dataset order, if the request names a dataset", HelpName = OrderText.HelpName };

    public static Option<string> Pool { get; } = new("--pool") { Description = "The pool order", HelpName = OrderText.HelpName, Required = true };

    public static Option<string> Request { get; } = new("--request") { Description = "The request", HelpName = OrderText.HelpName, Required = true };

    public static async Task<(string App, string? Dataset, string Pool, string Request)> ReadAsync(CliContext context, EctClient client, CancellationToken cancellation) => (
        await OrderText.ReadAsync(context, client, context.Required(App), cancellation),
        context.Value(Dataset) is { } dataset ? await OrderText.ReadAsync(context, client, dataset, cancellation) : null,
        await OrderText.ReadAsync(context, client, context.Required(Pool), cancellation),
        await OrderText.ReadAsync(context, client, context.Required(Request), cancellation));
}
