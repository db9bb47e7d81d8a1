using System.CommandLine;
using Ect.Cli.Frame;
using Ect.Market;

namespace Ect.Cli.Roles;

internal static class MarketStartCommand
{
    private static readonly Option<Uri?> Listen = RoleOptions.Listen("the network file's market");

    public static EctCommand Create() =>
        new EctCommand("start", "Runs an order board until stopped", "ect market start --listen http://127.0.0.1:7010") { Listen, RoleOptions.Data }.Does(RunAsync);

    private static Task<Answer> RunAsync(CliContext context, CancellationToken cancellation)
    {
        var network = context.Network();
        var options = new MarketOptions
        {
            Rpc = network.Rpc,
            Deployment = network.Deployment,
            DataFolder = RoleOptions.DataFolder(context, network, "market"),
            ListenUrl = context.Value(Listen) ?? network.Market,
            ConfigureLogging = logging => LogSetup.Configure(logging, context.Verbose),
            Time = context.Time,
        };
        return RoleOptions.UntilStoppedAsync("market", stop => MarketHost.RunAsync(options, stop), cancellation);
    }
}
