using System.CommandLine;
using System.Numerics;
using Ect.Cli.Frame;
using Ect.Cli.Orders;
using Ect.Ethereum;
using Ect.Protocol.Deals;
using Spectre.Console;

namespace Ect.Cli.Running;

internal static class RunCommand
{
    private static readonly Option<BigInteger?> MaxPrice = AmountOption.Create("--max-price", "Most to pay for one task in all. Default: what the cheapest offers cost");
    private static readonly Option<bool> Watch = new("--watch") { Description = "Show what happens until all tasks have ended" };
    private static readonly Option<string?> Out = new("--out") { Description = "Wait, then download the verified results to FOLDER/INDEX", HelpName = "FOLDER" };
    private static readonly DurationOption Timeout = new("--timeout", "How long to wait for the tasks; they go on without the command", TimeSpan.FromDays(1));

    public static EctCommand Create() =>
        new EctCommand(
            "run",
            "Buys work and runs it: finds the cheapest offers that fit, signs the request, matches",
            "ect run price-clusters --dataset exchange-rates --tasks 10 --trust 2 --watch --out results",
            "ect run hello --tasks 3 --args world",
            "ect run valuation --value 100 --direct --watch",
            "ect run render --input scene=./scene --tasks 100 --max-price 2.5 --json")
        {
            RunOptions.App, RunOptions.Dataset, RunOptions.Pool, RunOptions.Tasks, RunOptions.Trust, RunOptions.Value, RunOptions.Direct, RunOptions.Private, RunOptions.Category, MaxPrice,
            RunOptions.Input, RunOptions.Env, RunOptions.Args, RunOptions.Callback, OfferOptions.Tag, RunOptions.NoLogs, Watch, Out, Timeout,
        }.Does(RunAsync);

    private static async Task<Answer> RunAsync(CliContext context, CancellationToken cancellation)
    {
        var folder = context.Value(Out);
        if (folder is not null)
        {
            ResultFolders.RequireFree(folder);
        }

        var client = context.Signing();
        var run = (await RunOptions.ReadAsync(context, client, cancellation)) with { MaxPrice = context.Value(MaxPrice) };
        var purchase = await client.BuyAsync(run, cancellation);
        context.Progress.WriteLine($"Bought {run.Tasks} tasks for {Units.FormatEther(purchase.Price)} ECT in {purchase.Deals.Count} {(purchase.Deals.Count == 1 ? "deal" : "deals")}: {string.Join(", ", purchase.Deals.Select(deal => ShortId.Of(deal.Id)))}");
        foreach (var statement in purchase.Deals.Select(deal => TrustStatement.Of(deal.Terms)).Distinct())
        {
            context.Progress.WriteLine($"Trust: {statement}");
        }

        if (!context.Value(Watch) && folder is null)
        {
            return RunReport.Started(purchase).ToAnswer();
        }

        var patience = context.Span(Timeout);
        await DealFollower.FollowAsync(context, client, purchase.Deals, patience, cancellation);
        var report = await RunReport.FinishedAsync(client, purchase, folder, cancellation);
        return report.ToAnswer();
    }
}
