using System.Globalization;
using System.Numerics;
using Ect.ClassAds.Values;
using Ect.Contracts;
using Ect.Ethereum;
using Ect.Sdk;
using Ect.Sdk.Assets;
using Ect.Sdk.Networks;
using Ect.Sdk.Orders;

namespace Ect.Cli.Up;

/// <summary>What a local network offers from the start: a worker pool, which contracts find too, two sample applications, a dataset. Idempotent.</summary>
internal sealed class SampleShop(NetworkFile network, Parties parties, TimeProvider time)
{
    public const string PriceClusters = "price-clusters";
    public const string MonteCarlo = "monte-carlo";
    public const string ExchangeRates = "exchange-rates";

    /// <summary>Basis points of the pool price that go to the pool's owner.</summary>
    private const ushort SchedulerFee = 1_000;
    private const uint Volume = 1_000_000;
    private static readonly TimeSpan Validity = TimeSpan.FromDays(3650);

    /// <summary>Categories that the pool sells: up to one minute, up to five minutes of computation for a task.</summary>
    private static readonly ushort[] Categories = [0, 1];

    public static BigInteger AppPrice { get; } = Units.ParseEther("0.5");

    public static BigInteger DatasetPrice { get; } = Units.ParseEther("0.25");

    public static BigInteger PoolPrice { get; } = Units.ParseEther("3");

    public static BigInteger WorkerStake { get; } = Units.ParseEther("2");

    /// <summary>Least bond of a seat: so much a worker of the local network brings.</summary>
    public static BigInteger SeatBond { get; } = Units.ParseEther("50");

    /// <summary>Registers the pool and opens its roster; its metadata tells workers and requesters where its scheduler is.</summary>
    public async Task<BigInteger> OpenPoolAsync(Uri scheduler, Uri status, CancellationToken cancellation)
    {
        await using var client = ClientOf(parties.PoolOwner);
        var description = new AssetMetadata { Name = "local", Description = "The worker pool of this machine", Scheduler = scheduler, Status = status };
        var pool = (await client.Assets.PublishPoolAsync(description, cancellation: cancellation)).Asset.Id;
        await client.Seats.OpenRosterAsync(pool, SeatBond, cancellation);
        return pool;
    }

    /// <summary>Publishes the samples and posts standing orders for everything.</summary>
    /// <param name="pool">The pool that sells.</param>
    /// <param name="votes">Most votes that it gathers for a task: it has no more workers.</param>
    /// <param name="cancellation">Stops between two steps; the next call goes on.</param>
    /// <returns>The token ids of applications and dataset, by name.</returns>
    public async Task<IReadOnlyDictionary<string, BigInteger>> OpenAsync(BigInteger pool, int votes, CancellationToken cancellation)
    {
        var apps = OfferAppsAsync(cancellation);
        var dataset = OfferDatasetAsync(cancellation);
        await Task.WhenAll(apps, dataset, OfferPoolAsync(pool, votes, cancellation));
        return new Dictionary<string, BigInteger>(await apps) { [ExchangeRates] = await dataset };
    }

    public EctClient ClientOf(Party party) => new(network, party.Key, time);

    private async Task<Dictionary<string, BigInteger>> OfferAppsAsync(CancellationToken cancellation)
    {
        var ids = new Dictionary<string, BigInteger>();
        await using var client = ClientOf(parties.AppOwner);
        foreach (var (name, about) in new[] { (PriceClusters, "Clusters price series by how they move together"), (MonteCarlo, "Estimates pi") })
        {
            var app = await client.Assets.PublishAsync(AssetKind.App, Sample(name, $"{name}.wasm"), new() { Name = name, Description = about }, cancellation: cancellation);
            ids[name] = app.Asset.Id;
            await PostAsync(client, OrderKind.App, app.Asset.Id, null, () =>
                client.Orders.Sign(new AppOrder(app.Asset.Id, AppPrice, Volume, Bytes32.Zero, 0, 0, Address.Zero, Expiry(), OrderClient.NewSalt())), cancellation);
        }

        return ids;
    }

    private async Task<BigInteger> OfferDatasetAsync(CancellationToken cancellation)
    {
        await using var client = ClientOf(parties.DatasetOwner);
        var metadata = new AssetMetadata { Name = ExchangeRates, Description = "Monthly exchange rates 1971–2026 of the US Federal Reserve" };
        var dataset = await client.Assets.PublishAsync(AssetKind.Dataset, Sample("data", "exchange-rates-monthly.csv"), metadata, cancellation: cancellation);
        await PostAsync(client, OrderKind.Dataset, dataset.Asset.Id, null, () =>
            client.Orders.Sign(new DatasetOrder(dataset.Asset.Id, DatasetPrice, Volume, Bytes32.Zero, 0, 0, Address.Zero, Expiry(), OrderClient.NewSalt())), cancellation);
        return dataset.Asset.Id;
    }

    private async Task OfferPoolAsync(BigInteger pool, int votes, CancellationToken cancellation)
    {
        await using var client = ClientOf(parties.PoolOwner);
        foreach (var category in Categories)
        {
            await PostAsync(client, OrderKind.Pool, pool, category, () => client.Orders.Sign(PoolOrderOf(pool, category, votes)), cancellation);
        }

        await DescribePoolAsync(client, pool, votes, cancellation);
    }

    /// <summary>For contracts, on chain: an offer, and what the workers have, which are all on this machine.</summary>
    private async Task DescribePoolAsync(EctClient client, BigInteger pool, int workers, CancellationToken cancellation)
    {
        if (!(await client.Orders.StandingAsync(OrderKind.Pool, pool, cancellation)).Any(offer => offer.State == OfferState.Open))
        {
            await client.Orders.StandAsync(PoolOrderOf(pool, Categories[0], workers), cancellation);
        }

        await client.Matchmaker.DescribeAsync(
            pool,
            [
                new("Workers", Value.Of((long)workers)),
                new("Cpus", Value.Of((long)Environment.ProcessorCount)),
                new("Memory", Value.Of(GC.GetGCMemoryInfo().TotalAvailableMemoryBytes >> 20)),
            ],
            cancellation: cancellation);
    }

    private PoolOrder PoolOrderOf(BigInteger pool, ushort category, int votes) => new(
        pool, PoolPrice, Volume, Bytes32.Zero, category, (ushort)votes, 0, WorkerStake, SchedulerFee, 0, 0, Address.Zero, Expiry(), OrderClient.NewSalt());

    /// <summary>Posts an order unless one for the asset stands.</summary>
    private static async Task PostAsync(EctClient client, OrderKind kind, BigInteger asset, ushort? category, Func<string> sign, CancellationToken cancellation)
    {
        if ((await client.Orders.Market.ListAsync(new OrderQuery(kind, asset, category), cancellation)).Count == 0)
        {
            await client.Orders.Market.PostAsync(sign(), cancellation);
        }
    }

    private ulong Expiry() => (ulong)(time.GetUtcNow() + Validity).ToUnixTimeSeconds();

    private static string Sample(params string[] path) =>
        Path.Combine([AppContext.BaseDirectory, "samples", .. path]) is var file && File.Exists(file)
            ? file
            : throw new FileNotFoundException(string.Create(CultureInfo.InvariantCulture, $"The sample '{file}' is missing from the installation. Build ECT again."));
}
