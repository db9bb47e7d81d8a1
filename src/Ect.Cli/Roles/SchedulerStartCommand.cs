using System.CommandLine;
using Ect.Cli.Assets;
using Ect.Cli.Frame;
using Ect.Contracts;
using Ect.Scheduler;
using Ect.Sdk.Assets;
using Ect.Sdk.Errors;

namespace Ect.Cli.Roles;

internal static class SchedulerStartCommand
{
    private static readonly Option<string> Pool = new("--pool") { Description = "The pool to lead: local name, title, id, or the beginning of an id", HelpName = "POOL", Required = true };
    private static readonly Option<Uri?> Listen = RoleOptions.Listen("http://127.0.0.1:7600", what: "Where workers connect (gRPC)");
    private static readonly Option<Uri?> StatusListen = RoleOptions.Listen("http://127.0.0.1:7601", "--status-listen", "Where the status page answers");

    private static readonly Option<string?> Database = new("--database") { Description = "PostgreSQL instead of a file: Host=…;Database=…;Username=…. The password comes from PGPASSWORD or a password file (PGPASSFILE)", HelpName = "CONNECTION" };
    private static readonly DurationOption LogRetention = new("--log-retention", "How long live logs of tasks are kept", TimeSpan.FromDays(7));

    private static readonly Option<int?> MaxWorkers = new("--max-workers") { Description = "Workers connected at the same time, 1 to 100,000; each takes some 60 KiB. Default: 1000", HelpName = "N" };
    private static readonly Option<double?> SpareAfter = new("--spare-after")
    {
        Description = "Give a task to an idle worker too when a worker takes so many times longer for it than usual: 1.5 to 100, 0 for never. Default: 3",
        HelpName = "FACTOR",
    };

    private static readonly Option<bool> Drain = new("--drain") { Description = "Give out no task any more, lead to their end those that workers have, and stop: before an upgrade or a move" };

    private static readonly Option<string?> Requirements = new("--requirements")
    {
        Description = "Take only deals of whose ads (TARGET) this is true, such as \"TARGET.Price >= 0.5\"; buyers see it and go elsewhere (docs/classads.md). Default: all",
        HelpName = "EXPR",
    };

    private static readonly Option<string?> Rank = new("--rank") { Description = "Serve deals first for which this number is greater, such as TARGET.Price. Default: all alike", HelpName = "EXPR" };

    public static EctCommand Create() =>
        new EctCommand(
            "start",
            "Leads a worker pool until stopped. Killed at any time, it goes on where it was",
            "ect scheduler start --pool garage --wallet alice --listen http://0.0.0.0:7600",
            "ect scheduler start --pool garage --requirements \"TARGET.Price >= 0.5 && TARGET.Trust <= 5\" --rank TARGET.Price")
        {
            Pool, Listen, StatusListen, Requirements, Rank, MaxWorkers, SpareAfter, Drain, LogRetention, RoleOptions.Data, Database,
        }.Does(RunAsync);

    private static async Task<Answer> RunAsync(CliContext context, CancellationToken cancellation)
    {
        var network = context.Network();
        var pool = await AssetNames.FindAsync(context, context.Reading(), AssetKind.Pool, context.Required(Pool), cancellation);
        using var key = context.Unlock();
        if (pool.Scheduler != key.Address)
        {
            throw new EctException(ErrorCode.InvalidValue, $"The scheduler of pool {AssetId.Format(pool.Id)} is {pool.Scheduler}; wallet '{context.WalletName()}' is {key.Address}.", "Choose the scheduler's wallet with --wallet, or have the owner appoint this one: `ect pool publish NAME --scheduler WALLET`.");
        }

        var options = new SchedulerOptions
        {
            Rpc = network.Rpc,
            RpcQuorum = network.RpcQuorum,
            Confirmations = network.Confirmations ?? 1,
            Deployment = network.Deployment,
            Key = key,
            Pool = pool.Id,
            DataFolder = RoleOptions.DataFolder(context, network, $"scheduler-{AssetId.Format(pool.Id)[2..10]}"),
            Database = WithoutPassword(context.Value(Database)),
            ListenUrl = context.Value(Listen) ?? new("http://127.0.0.1:7600"),
            StatusUrl = context.Value(StatusListen) ?? new("http://127.0.0.1:7601"),
            MaxWorkers = context.Value(MaxWorkers) ?? 1000,
            SpareAfter = context.Value(SpareAfter) ?? 3,
            Rules = new() { Requirements = context.Value(Requirements) ?? "", Rank = context.Value(Rank) ?? "" },
            Drain = context.Value(Drain),
            LogRetention = context.Span(LogRetention),
            ConfigureLogging = logging => LogSetup.Configure(logging, context.Verbose),
            Time = context.Time,
        };
        return await RoleOptions.UntilStoppedAsync("scheduler", stop => SchedulerHost.RunAsync(options, stop), cancellation);
    }

    // Everybody on the machine sees what programs were started with.
    private static string? WithoutPassword(string? connection) =>
        connection?.Contains("password", StringComparison.OrdinalIgnoreCase) != true ? connection
            : throw new EctException(ErrorCode.InvalidValue, "--database has a password in it, which everybody on this machine can see.", "Take it out and give it in the environment (PGPASSWORD) or in a password file (PGPASSFILE).");
}
