using System.CommandLine;
using System.Numerics;
using Ect.Cli.Frame;
using Ect.Cli.Wallets;
using Ect.Ethereum;
using Ect.Sdk.Assets;

namespace Ect.Cli.Assets;

internal static class PoolPublishCommand
{
    private static readonly Argument<string> Name = new("NAME") { Description = "Name for the pool here and on chain" };
    private static readonly Option<string?> About = new("--description") { Description = "One sentence about the pool", HelpName = "TEXT" };
    private static readonly Option<string?> Scheduler = new("--scheduler") { Description = "Who authorises workers: a wallet's name or an address. Default: the owner", HelpName = "WALLET|ADDRESS" };
    private static readonly Option<Uri[]> SchedulerUrls = UrlOption.Several("--scheduler-url", "Where workers connect (gRPC); repeatable, where schedulers stand by: workers try them in this order");
    private static readonly Option<Uri[]> StatusUrls = UrlOption.Several("--status-url", "Where the scheduler's status page answers; repeatable likewise");

    private static readonly Option<BigInteger?> SeatBond = AmountOption.Create("--seat-bond", "What a worker must put at stake to take a seat. Default: 10");

    private static readonly BigInteger StandardSeatBond = Units.ParseEther("10");

    public static EctCommand Create() =>
        new EctCommand(
            "publish",
            "Registers a worker pool, which the wallet owns as a token, and opens its roster for workers",
            "ect pool publish garage --scheduler-url http://garage.example:7600 --wallet alice",
            "ect pool publish garage --scheduler bob --scheduler-url http://garage.example:7600 --seat-bond 50",
            "ect pool publish garage --scheduler-url http://a.example:7600 --scheduler-url http://b.example:7600") { Name, About, Scheduler, SchedulerUrls, StatusUrls, SeatBond }
            .Does(RunAsync);

    private static async Task<Answer> RunAsync(CliContext context, CancellationToken cancellation)
    {
        var name = WalletName.Check(context.Required(Name), "pool");
        var scheduler = context.Value(Scheduler) is { } text ? Receivers.Find(context, text) : (Address?)null;
        var (schedulers, pages) = (context.Value(SchedulerUrls) ?? [], context.Value(StatusUrls) ?? []);
        var about = new AssetMetadata
        {
            Name = name,
            Description = context.Value(About),
            Scheduler = schedulers.FirstOrDefault(),
            OtherSchedulers = Others(schedulers),
            Status = pages.FirstOrDefault(),
            OtherStatuses = Others(pages),
        };
        var client = context.Signing();
        var published = await client.Assets.PublishPoolAsync(about, scheduler, cancellation);
        await client.Seats.OpenRosterAsync(published.Asset.Id, context.Value(SeatBond) ?? StandardSeatBond, cancellation);
        return PublicationView.Remember(context, published, name);
    }

    private static Uri[]? Others(Uri[] urls) => urls is [_, .. { Length: > 0 } others] ? others : null;
}
