using System.CommandLine;
using Ect.Cli.Assets;
using Ect.Cli.Frame;
using Ect.Cli.Waiting;
using Ect.Cli.Wallets;
using Ect.Contracts;
using Ect.Ethereum;
using Ect.Scheduler.Status;
using Ect.Scheduler.Why;
using Ect.Sdk;
using Ect.Sdk.Assets;
using Ect.Sdk.Errors;

namespace Ect.Cli.Roles;

internal static class WorkerWhyCommand
{
    private static readonly Argument<string?> Who = new("WORKER") { Description = "A wallet's name or an address. Default: the wallet", Arity = ArgumentArity.ZeroOrOne };
    private static readonly Option<string?> Pool = new("--pool") { Description = "The pool that it works for. Default: the one in which it has its seat", HelpName = "POOL" };

    public static EctCommand Create() =>
        new EctCommand("why", "Says why a worker has no work, and what to do: its seat, bond, connection, draws and last failures", "ect worker why --wallet bob", "ect worker why 0x70997970C51812dc3A010C7d01b50e0d17dc79C8 --pool garage --json") { Who, Pool }.Does(RunAsync);

    private static async Task<Answer> RunAsync(CliContext context, CancellationToken cancellation)
    {
        var client = context.Reading();
        var worker = Receivers.Find(context, context.Value(Who) ?? context.WalletName());
        var seat = await client.Seats.GetAsync(worker, cancellation);
        var pool = context.Value(Pool) is { } named ? await AssetNames.FindAsync(context, client, AssetKind.Pool, named, cancellation)
            : seat.Pool is { } sits ? await client.Assets.GetAsync(AssetKind.Pool, sits, cancellation)
            : null;
        var roster = pool is null ? null : await client.Seats.RosterAsync(pool.Id, cancellation);
        var reasons = WorkerWhyView.OnChain(seat, pool?.Id, roster).Select(WhyView.Of).ToList();
        var (report, silence, fit) = pool is null ? (null, null, null) : await AskAsync(client, pool, worker, cancellation);
        reasons.AddRange(report is not null ? [WhyView.Of(report.Code, report.Reason)] : silence is not null ? [WhyView.Of(silence)] : []);
        var money = await client.Accounts.GetAsync(worker, cancellation);
        return Answer.Of(
            new WorkerWhyView(worker, pool is null ? null : AssetId.Format(pool.Id), seat.Bond, money.Free, reasons, report, fit),
            (console, view) => view.Render(console, context.People.NameOf));
    }

    private static async Task<(WorkerReport? Report, Reason? Silence, WorkerFitView? Fit)> AskAsync(EctClient client, AssetInfo pool, Address worker, CancellationToken cancellation)
    {
        if (pool.Metadata.StatusPages is not [_, ..] pages)
        {
            return (null, TaskReasons.SchedulerUnnamed.Say("The pool names no status page: this is from the chain alone."), null);
        }

        using var page = new SchedulerPage(pages, TimeSpan.FromSeconds(5));
        try
        {
            return await page.WorkerAsync(worker, cancellation) is { } report
                ? (report, null, await WorkerFitView.AskAsync(client, page, report, cancellation))
                : (null, TaskReasons.SchedulerAway.Say($"The scheduler at {page.Address} does not tell of workers: it is older than this program."), null);
        }
        catch (EctException e)
        {
            return (null, TaskReasons.SchedulerAway.Say($"{e.Message} This is from the chain alone."), null);
        }
    }
}
