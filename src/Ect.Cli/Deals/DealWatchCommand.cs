using System.CommandLine;
using Ect.Cli.Frame;
using Ect.Cli.Running;

namespace Ect.Cli.Deals;

internal static class DealWatchCommand
{
    private static readonly Argument<string> Which = new("DEAL") { Description = "The deal's id, or the beginning of it" };
    private static readonly DurationOption Timeout = new("--timeout", "How long to wait", TimeSpan.FromDays(1));

    public static EctCommand Create() =>
        new EctCommand(
            "watch",
            "Shows what happens to a deal's tasks until all have ended, how far they are and when the last is expected; buys its tail again in another pool if told to",
            "ect deal watch 0x3fa9",
            "ect deal watch 0x3fa9 --tail-pool datacenter --tail-budget 20",
            "ect deal watch 0x3fa9 --timeout 10m --json")
        {
            Which, TailOptions.Pool, TailOptions.Budget, TailOptions.When, TailOptions.At, TailOptions.Size, Timeout,
        }.Does(RunAsync);

    private static async Task<Answer> RunAsync(CliContext context, CancellationToken cancellation)
    {
        var client = context.Value(TailOptions.Pool) is null ? context.Reading() : context.Signing();
        var help = await TailOptions.ReadAsync(context, client, cancellation);
        var deal = await client.Deals.FindAsync(context.Required(Which), cancellation);
        var bag = await client.Bags.FindAsync(deal, isWhole: help is not null, cancellation);
        var state = await DealFollower.FollowAsync(context, client, bag, help, context.Span(Timeout), cancellation);
        return await DealShowCommand.AnswerAsync(context, client, deal, BagView.Of(state, context.Names(), help), cancellation);
    }
}
