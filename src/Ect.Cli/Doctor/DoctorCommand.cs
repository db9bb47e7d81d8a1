using System.CommandLine;
using System.Runtime.InteropServices;
using System.Text.Json;
using Ect.Cli.Assets;
using Ect.Cli.Frame;
using Ect.Cli.Waiting;
using Ect.Contracts;
using Ect.Scheduler.Status;
using Ect.Sdk.Assets;
using Ect.Sdk.Errors;
using Ect.Sdk.Networks;

namespace Ect.Cli.Doctor;

internal static class DoctorCommand
{
    private static readonly Option<DoctorRole> Role = new("--role") { Description = "What the machine is to be: worker or scheduler. Default: worker", HelpName = "ROLE" };
    private static readonly Option<string?> Pool = new("--pool") { Description = "The pool whose scheduler must be reached. Default: the network's only one", HelpName = "POOL" };
    private static readonly Option<string?> Data = new("--data") { Description = "The role's data folder. Default: the home folder", HelpName = "FOLDER" };
    private static readonly Option<string?> Bundle = new("--bundle") { Description = "Writes a support bundle without keys and passwords: findings, versions, configuration, the scheduler's status, ends of logs", HelpName = "FILE.tar.gz" };

    private static readonly string[] SecretVariables = ["ECT_PASSWORD", "PGPASSWORD"];

    public static EctCommand Create() =>
        new EctCommand("doctor", "Checks whether this machine is fit for a worker or a scheduler, and says what to fix", "ect doctor --pool garage --wallet bob", "ect doctor --role scheduler --bundle support.tar.gz --json") { Role, Pool, Data, Bundle }
            .Does(RunAsync);

    private static async Task<Answer> RunAsync(CliContext context, CancellationToken cancellation)
    {
        var role = context.Value(Role);
        var found = new List<Finding>(await MachineChecks.RunAsync(Existing(context.Value(Data) ?? context.Home.Path), role == DoctorRole.Worker, context.Time, cancellation));
        found.AddRange(WalletChecks.Files(context));
        var (network, missing) = Load(context);
        SchedulerStatus? status = null;
        if (network is null)
        {
            found.Add(missing!);
        }
        else
        {
            status = await NetworkAsync(context, network, role, found, cancellation);
        }

        var name = role.ToString().ToLowerInvariant();
        var worst = found.Max(finding => finding.Level);
        var file = context.Value(Bundle);
        var contents = file is null ? [] : Write(context, file, network, found, status);
        return Answer.Of(new DoctorView(name, worst, found, file, contents), static (console, view) => view.Render(console), worst == Level.Problem ? ExitCode.Failure : ExitCode.Ok);
    }

    private static async Task<SchedulerStatus?> NetworkAsync(CliContext context, NetworkFile network, DoctorRole role, List<Finding> found, CancellationToken cancellation)
    {
        var (chain, answers) = await NetworkChecks.ChainAsync(network, context.Time, cancellation);
        found.AddRange(chain);
        found.AddRange(await NetworkChecks.ServiceAsync("content store", network.Content, isNeeded: role == DoctorRole.Worker, context.Time, cancellation));
        found.AddRange(await NetworkChecks.ServiceAsync("order board", network.Market, isNeeded: false, context.Time, cancellation));
        if (!answers)
        {
            return null;
        }

        try
        {
            var client = context.Reading();
            var pool = await PoolAsync(context, cancellation);
            if (pool is null)
            {
                found.Add(Finding.Warning("pool", "no pool was named, and the network has not exactly one", "Name it with --pool."));
            }
            else if (role == DoctorRole.Worker)
            {
                found.AddRange(await NetworkChecks.PoolAsync(pool, context.Time, cancellation));
            }

            found.AddRange(await WalletChecks.MoneyAsync(context, client, pool, role == DoctorRole.Worker, cancellation));
            return pool?.Metadata.StatusPages is [_, ..] pages ? await StatusAsync(pages, cancellation) : null;
        }
        catch (EctException e)
        {
            found.Add(new Finding("network", Level.Problem, e.Message, e.Hint));
            return null;
        }
    }

    private static async Task<AssetInfo?> PoolAsync(CliContext context, CancellationToken cancellation)
    {
        var client = context.Reading();
        return context.Value(Pool) is { } named ? await AssetNames.FindAsync(context, client, AssetKind.Pool, named, cancellation)
            : await client.Assets.ListAsync(AssetKind.Pool, cancellation: cancellation) is [var only] ? only
            : null;
    }

    private static async Task<SchedulerStatus?> StatusAsync(IReadOnlyList<Uri> addresses, CancellationToken cancellation)
    {
        using var page = new SchedulerPage(addresses, TimeSpan.FromSeconds(5));
        try
        {
            return await page.StatusAsync(cancellation);
        }
        catch (EctException)
        {
            return null; // found above already
        }
    }

    private static (NetworkFile? Network, Finding? Missing) Load(CliContext context)
    {
        try
        {
            return (context.Network(), null);
        }
        catch (EctException e)
        {
            return (null, new Finding("network file", Level.Problem, e.Message.TrimEnd('.'), e.Hint));
        }
    }

    private static IReadOnlyList<string> Write(CliContext context, string file, NetworkFile? network, List<Finding> found, SchedulerStatus? status)
    {
        var documents = new Dictionary<string, string>
        {
            ["doctor.json"] = JsonSerializer.Serialize(found, CliJson.Options),
            ["versions.json"] = JsonSerializer.Serialize(
                new { ect = typeof(DoctorCommand).Assembly.GetName().Version?.ToString(), net = RuntimeInformation.FrameworkDescription, os = RuntimeInformation.OSDescription, architecture = RuntimeInformation.OSArchitecture.ToString(), at = context.Time.GetUtcNow() },
                CliJson.Options),
        };
        if (network is not null)
        {
            documents["network.json"] = JsonSerializer.Serialize(
                new { network.Name, network.ChainId, Rpc = network.Rpc.ToString(), Content = NetworkChecks.Plain(network.Content), Market = NetworkChecks.Plain(network.Market), Hub = network.Deployment.Hub.ToString() }, CliJson.Options);
        }

        if (status is not null)
        {
            documents["status.json"] = JsonSerializer.Serialize(status, StatusJson.Default.SchedulerStatus);
        }

        try
        {
            return SupportBundle.Write(file, documents, context.Home, SecretVariables.Select(context.NonEmpty).OfType<string>(), context.Time);
        }
        catch (IOException e)
        {
            throw new EctException(ErrorCode.StorageFailed, $"The bundle '{file}' cannot be written: {e.Message}", "Name a file that does not exist, in a folder that does.", e);
        }
    }

    // A folder that is still to be made lies on the disk of the next one above.
    private static string Existing(string folder)
    {
        var path = Path.GetFullPath(folder);
        while (!Directory.Exists(path))
        {
            path = Path.GetDirectoryName(path)!;
        }

        return path;
    }
}
