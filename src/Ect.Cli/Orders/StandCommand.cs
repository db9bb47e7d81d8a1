using Ect.Cli.Frame;
using Ect.Sdk;
using Ect.Sdk.Orders;

namespace Ect.Cli.Orders;

/// <summary>The commands order stand app, dataset and pool.</summary>
internal static class StandCommand
{
    public static EctCommand Create() => new("stand", "Puts an own offer on chain, for contracts to buy; it takes the place of the one before")
    {
        AppOffer.AddTo(new EctCommand("app", "Offers an app to contracts, at a price per task", "ect order stand app hello --price 0.1 --volume 1000"))
            .Does(Standing(async (context, client, cancellation) => await client.Orders.StandAsync(await AppOffer.ReadAsync(context, client, cancellation), cancellation))),
        DatasetOffer.AddTo(new EctCommand("dataset", "Offers a dataset to contracts, at a price per task", "ect order stand dataset rates --price 0.05 --only-app hello"))
            .Does(Standing(async (context, client, cancellation) => await client.Orders.StandAsync(await DatasetOffer.ReadAsync(context, client, cancellation), cancellation))),
        PoolOffer.AddTo(new EctCommand("pool", "Offers computing to contracts, at a price per task", "ect order stand pool garage --price 1 --category 0 --trust 3 --worker-stake 2"))
            .Does(Standing(async (context, client, cancellation) => await client.Orders.StandAsync(await PoolOffer.ReadAsync(context, client, cancellation), cancellation))),
    };

    private static Func<CliContext, CancellationToken, Task<Answer>> Standing(Func<CliContext, EctClient, CancellationToken, Task<StandingOffer>> stand) => async (context, cancellation) =>
        StandingView.Of(await stand(context, context.Signing(), cancellation), context.Names()).ToAnswer();
}
