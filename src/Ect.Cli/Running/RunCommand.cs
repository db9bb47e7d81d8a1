using System.CommandLine;
using System.Numerics;
using Ect.Cli.Deals;
using Ect.Cli.Frame;
using Ect.Cli.Orders;
using Ect.Ethereum;
using Ect.Protocol.Deals;
using Ect.Sdk.Errors;
using Ect.Sdk.Qos;
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
            "ect run render --requirements \"TARGET.Memory >= 8192\" --rank TARGET.Score",
            "ect run hello --tasks 20 --prefer green",
            "ect run render --tasks 200 --pool desktops --tail-pool datacenter --tail-budget 40 --out frames",
            "ect run valuation --value 100 --direct --watch",
            "ect run render --input scene=./scene --tasks 100 --max-price 2.5 --json",
            "ect run transcode --each clip=./clips --out transcoded")
        {
            RunOptions.App, RunOptions.Dataset, RunOptions.Pool, RunOptions.Tasks, RunOptions.Trust, RunOptions.Value, RunOptions.Direct, RunOptions.Private, RunOptions.Category, MaxPrice,
            RunOptions.Input, RunOptions.Each, RunOptions.Env, RunOptions.Args, RunOptions.Callback, OfferOptions.Tag, RunOptions.NoLogs, RunOptions.Network, RunOptions.Requirements, RunOptions.Rank, RunOptions.Prefer, RunOptions.Ad,
            TailOptions.Pool, TailOptions.Budget, TailOptions.When, TailOptions.At, TailOptions.Size, Watch, Out, Timeout,
        }.Does(RunAsync);

    private static async Task<Answer> RunAsync(CliContext context, CancellationToken cancellation)
    {
        var folder = context.Value(Out);
        if (folder is not null)
        {
            ResultFolders.RequireFree(folder);
        }

        var client = context.Signing();
        var help = await TailOptions.ReadAsync(context, client, cancellation);
        if (help is not null)
        {
            RequireWaiting(context, folder);
        }

        var run = (await RunOptions.ReadAsync(context, client, cancellation)) with { MaxPrice = context.Value(MaxPrice) };
        if (help is not null && run.Pool == help.Pool)
        {
            throw new EctException(ErrorCode.InvalidValue, "--tail-pool names the pool that computes the bag: its own workers are what the bag waits for.", "Name another pool.");
        }

        var plan = await client.PlanAsync(await client.CompleteAsync(run, cancellation), cancellation);
        var pools = PoolChoiceView.Of(plan);
        pools.Render(context.Progress);
        if (plan.Choice is null && run.Params.Needs.PreferenceOrNone is { } preference)
        {
            context.Progress.WriteLine($"Preferred where several machines will do: {(preference.Name is { } name ? $"{name}: " : "")}{preference.Meaning}.");
        }

        await FitWarning.WriteAsync(context, plan, cancellation);
        var purchase = await client.BuyAsync(plan, cancellation);
        context.Progress.WriteLine($"Bought {run.Tasks} tasks for {Units.FormatEther(purchase.Price)} ECT in {purchase.Deals.Count} {(purchase.Deals.Count == 1 ? "deal" : "deals")}: {string.Join(", ", purchase.Deals.Select(deal => ShortId.Of(deal.Id)))}");
        foreach (var statement in purchase.Deals.Select(deal => TrustStatement.Of(deal.Terms)).Distinct())
        {
            context.Progress.WriteLine($"Trust: {statement}");
        }

        if (!context.Value(Watch) && folder is null)
        {
            return RunReport.Started(purchase, pools).ToAnswer();
        }

        var patience = context.Span(Timeout);
        var state = await DealFollower.FollowAsync(context, client, Bag.Of(purchase.Deals), help, patience, cancellation);
        var report = await RunReport.FinishedAsync(client, purchase, pools, state, BagView.Of(state, context.Names(), help), folder, cancellation);
        return report.ToAnswer();
    }

    // Said before anything is bought.
    private static void RequireWaiting(CliContext context, string? folder)
    {
        if (!context.Value(Watch) && folder is null)
        {
            throw new EctException(ErrorCode.InvalidValue, "--tail-pool needs a command that waits: somebody must see the tail and buy what it lacks.", "Add --watch or --out FOLDER; or buy now and help later with `ect deal watch DEAL --tail-pool POOL --tail-budget ECT`.");
        }

        if (context.Value(RunOptions.Pool) is null)
        {
            throw new EctException(ErrorCode.InvalidValue, "--tail-pool needs the pool that it helps: the cheapest pool could be the same.", "Name the pool that computes with --pool.");
        }

        if (context.Value(RunOptions.Callback) is not null)
        {
            throw new EctException(ErrorCode.InvalidValue, "--tail-pool does not go with --callback: the contract waits for the results of its own tasks.", "Leave out one of them.");
        }
    }
}
