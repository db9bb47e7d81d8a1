using System.CommandLine;
using Ect.Cli.Frame;
using Ect.Cli.Home;
using Ect.Cli.Tasks;
using Spectre.Console;

namespace Ect.Cli.Deals;

internal static class DealShowCommand
{
    private static readonly Argument<string> Which = new("DEAL") { Description = "The deal's id, or the beginning of it" };

    public static EctCommand Create() => new EctCommand("show", "Shows a deal, its tasks, how far they are and when the last is expected", "ect deal show 0x3fa9", "ect deal show 0x3fa9 --json") { Which }.Does(RunAsync);

    private static async Task<Answer> RunAsync(CliContext context, CancellationToken cancellation)
    {
        var client = context.Reading();
        var deal = await client.Deals.FindAsync(context.Required(Which), cancellation);
        var files = new BagFiles(context.Home, client.Network);
        var bag = await client.Bags.FindAsync(deal, cancellation: cancellation);
        var state = await client.Bags.StateAsync(bag, files.Ended.PredictorFor(bag), cancellation);
        files.Ended.Add(state.Bag, state.Progress);
        return await AnswerAsync(context, client, deal, BagView.Of(state, context.Names()), cancellation);
    }

    public static async Task<Answer> AnswerAsync(CliContext context, Sdk.EctClient client, Sdk.Deals.DealInfo deal, BagView progress, CancellationToken cancellation)
    {
        var tasks = await TaskView.OfDealAsync(client, deal, cancellation);
        return Answer.Of(new { deal = DealView.Of(deal, context.Names()), progress, tasks }, static (console, view) =>
        {
            view.deal.Render(console);
            view.progress.Render(console);
            console.WriteLine();
            console.Write(Tables.Of(["index", "task", "status", "why"], view.tasks.Select(task => new[] { $"{task.Index}", ShortId.Of(task.Id), task.StatusText, task.ShortWhy })));
        });
    }
}
