using System.CommandLine;
using System.Numerics;
using Ect.Cli.Frame;
using Ect.Cli.Running;
using Ect.Contracts;
using Ect.Sdk.Orders;

namespace Ect.Cli.Orders;

internal static class SignRequestCommand
{
    private static readonly Option<BigInteger?> AppMax = AmountOption.Create("--app-max-price", "Most to pay for the app, per task. Default: 0");
    private static readonly Option<BigInteger?> DatasetMax = AmountOption.Create("--dataset-max-price", "Most to pay for the dataset, per task. Default: 0");
    private static readonly Option<BigInteger?> PoolMax = AmountOption.Create("--pool-max-price", "Most to pay for the computing, per task. Default: 0");
    private static readonly DurationOption ExpiresIn = new("--expires-in", "How long the request holds", TimeSpan.FromHours(24));

    public static EctCommand Create() =>
        new EctCommand(
            "request",
            "Asks for work: as `ect run`, but only signs the request, for others to match",
            "ect order sign request hello --tasks 5 --app-max-price 0.1 --pool-max-price 1 --post")
        {
            RunOptions.App, RunOptions.Dataset, RunOptions.Pool, RunOptions.Tasks, RunOptions.Trust, RunOptions.Value, RunOptions.Direct, RunOptions.Private, RunOptions.Category, AppMax, DatasetMax, PoolMax,
            RunOptions.Input, RunOptions.Each, RunOptions.Env, RunOptions.Args, RunOptions.Callback, OfferOptions.Tag, RunOptions.NoLogs, RunOptions.Network, RunOptions.Requirements, RunOptions.Rank, RunOptions.Prefer, RunOptions.Ad, ExpiresIn, SignedOrder.Post, SignedOrder.Out,
        }.Does(RunAsync);

    private static async Task<Answer> RunAsync(CliContext context, CancellationToken cancellation)
    {
        var client = context.Signing();
        var run = await client.CompleteAsync(await RunOptions.ReadAsync(context, client, cancellation), cancellation);
        await FitWarning.WriteAsync(
            context,
            client,
            new() { Requester = client.Address!.Value.ToString(), App = run.App, Dataset = run.Dataset ?? 0, Pool = run.Pool ?? 0, Category = run.Category ?? 0, Trust = run.Trust, Tasks = run.Tasks, PoolPrice = context.Value(PoolMax) ?? 0, Value = run.Value },
            run.Params.Needs,
            cancellation);
        var order = new RequestOrder(
            run.App,
            context.Value(AppMax) ?? 0,
            run.Dataset ?? 0,
            run.Dataset is null ? 0 : context.Value(DatasetMax) ?? 0,
            run.Pool ?? 0,
            context.Value(PoolMax) ?? 0,
            client.Address!.Value,
            client.Address!.Value,
            run.Callback ?? default,
            run.Tasks,
            OfferOptions.TagOf(context),
            run.Category ?? 0,
            run.Trust,
            run.Mode,
            run.Value,
            run.Params.ToCanonicalJson(),
            await OfferOptions.ExpiryAsync(context, client, ExpiresIn, cancellation),
            OrderClient.NewSalt());
        return await SignedOrder.FinishAsync(context, client, client.Orders.Sign(order), cancellation);
    }
}
