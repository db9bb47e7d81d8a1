using System.CommandLine;
using Ect.Cli.Frame;
using Ect.Cli.Running;

namespace Ect.Cli.Deals;

internal static class DealWatchCommand
{
    private static readonly Argument<string> Which = new("DEAL") { Description = "The deal's id, or the beginning of it" };
    private static readonly DurationOption Timeout = new("--timeout", "How long to wait", TimeSpan.FromDays(1));

    public static EctCommand Create() =>
        new EctCommand("watch", "Shows what happens to a deal's tasks until all have ended", "ect deal watch 0x3fa9", "ect deal watch 0x3fa9 --timeout 10m --json") { Which, Timeout }.Does(RunAsync);

    private static async Task<Answer> RunAsync(CliContext context, CancellationToken cancellation)
    {
        var client = context.Reading();
        var deal = await client.Deals.FindAsync(context.Required(Which), cancellation);
        await DealFollower.FollowAsync(context, client, [deal], context.Span(Timeout), cancellation);
        return await DealShowCommand.AnswerAsync(context, client, deal, cancellation);
    }
}
