using System.CommandLine;
using System.Globalization;
using System.Numerics;
using Ect.Cli.Frame;
using Ect.Cli.Home;
using Ect.Cli.Wallets;
using Ect.Ethereum;
using Ect.Sdk.Errors;

namespace Ect.Cli.Roles.Systemd;

internal static class WorkerInstallCommand
{
    private static readonly Option<string> Pool = new("--pool") { Description = "The pool to work for: title, id, or the beginning of an id", HelpName = "POOL", Required = true };
    private static readonly Option<Uri?> Scheduler = UrlOption.Create("--scheduler", "The pool's scheduler. Default: what the pool says of itself on chain");
    private static readonly Option<int?> Slots = new("--slots") { Description = "Tasks computed at the same time. Default: one for each processor", HelpName = "N" };
    private static readonly Option<BigInteger?> Bond = AmountOption.Create("--bond", "Bond of the worker's seat. Default: the least that the pool asks for");
    private static readonly Option<bool> NoContainers = new("--no-containers") { Description = "Run WebAssembly alone" };
    private static readonly Option<bool> ForMachine = new("--system") { Description = "For the machine, under an account of its own, from its start on; needs root. Default: for you, by your own systemd" };

    public static EctCommand Create()
    {
        var command = new EctCommand(
            "install",
            "Writes a systemd unit that keeps a worker running, and says what to do next; starts nothing",
            "ect worker install --pool garage --wallet bob --idle 10m --battery no",
            "ect worker install --system --pool garage --wallet bob --slots 2") { Pool, Scheduler, Slots, Bond, NoContainers, ForMachine, UnitOptions.Name };
        foreach (var option in PreferenceOptions.All)
        {
            command.Add(option);
        }

        return command.Does(RunAsync);
    }

    private static Task<Answer> RunAsync(CliContext context, CancellationToken cancellation)
    {
        var place = UnitPlace.Of(context, context.Value(ForMachine), UnitOptions.NameOf(context));
        var program = ProgramFor(place);
        var wallet = context.WalletName();
        var network = context.Network();

        // Opened now: a password that does not open it would stop the worker later, in the dark.
        var password = Passwords.For(context, wallet);
        using (context.Wallets.Open(wallet, password))
        {
        }

        var networkFile = context.NetworkPath();
        if (place.IsSystem)
        {
            var home = new EctHome(place.Home);
            networkFile = Copy(networkFile, home.NetworkFileOf(network.Name));
            Copy(context.Wallets.PathOf(wallet), new WalletFolder(home.Wallets).PathOf(wallet));
        }

        PrivateFile.CreateFolder(Path.GetDirectoryName(place.PasswordFile)!);
        File.Delete(place.PasswordFile);
        PrivateFile.Create(place.PasswordFile, password + "\n");

        var data = place.IsSystem ? Path.Combine(place.Home, "worker") : RoleOptions.DefaultFolder(context, network, LocalWorker.Role(context));
        LocalWorker.Change(data, old => PreferenceOptions.Apply(context, old));
        var unit = new WorkerUnit(program, Arguments(context, place, networkFile, wallet, data), place.PasswordFile, place.IsSystem, !context.Value(NoContainers) && HasDocker());
        Directory.CreateDirectory(Path.GetDirectoryName(place.UnitFile)!);
        File.WriteAllText(place.UnitFile, unit.ToString());
        return Task.FromResult(Answer.Of(new InstalledView(place.Name, place.UnitFile, place.PasswordFile, data, place.IsSystem, Next(place, wallet, data)), static (console, view) => view.Render(console)));
    }

    private static List<string> Arguments(CliContext context, UnitPlace place, string networkFile, string wallet, string data)
    {
        List<string> arguments = ["--pool", context.Required(Pool), "--wallet", wallet, "--network", networkFile, "--home", place.Home, "--data", data];
        if (context.Value(Scheduler) is { } scheduler)
        {
            arguments.AddRange(["--scheduler", scheduler.ToString()]);
        }

        if (context.Value(Slots) is { } slots)
        {
            arguments.AddRange(["--slots", slots.ToString(CultureInfo.InvariantCulture)]);
        }

        if (context.Value(Bond) is { } bond)
        {
            arguments.AddRange(["--bond", Units.FormatEther(bond)]);
        }

        if (context.Value(NoContainers))
        {
            arguments.Add("--no-containers");
        }

        return arguments;
    }

    private static string[] Next(UnitPlace place, string wallet, string data)
    {
        var status = place.IsSystem ? $"sudo ect worker status --data {data}" : $"ect worker status --wallet {wallet}";
        return
        [
            $"{place.Systemctl} daemon-reload",
            $"{place.Systemctl} enable --now {place.Name}",
            .. place.IsSystem ? Array.Empty<string>() : ["sudo loginctl enable-linger $USER    # to compute while you are logged out, too"],
            status,
            place.Journal,
        ];
    }

    private static bool HasDocker() => File.Exists("/etc/group") && File.ReadLines("/etc/group").Any(line => line.StartsWith("docker:", StringComparison.Ordinal));

    private static string ProgramFor(UnitPlace place)
    {
        var program = Environment.ProcessPath is { } path && Path.GetFileNameWithoutExtension(path) == "ect" ? path : Path.Combine(AppContext.BaseDirectory, "ect");
        return place.IsSystem && (program.StartsWith("/home/", StringComparison.Ordinal) || program.StartsWith("/root/", StringComparison.Ordinal))
            ? throw new EctException(ErrorCode.InvalidValue, $"This program is {program}: a system service sees no home folders.", "Install it for the machine first (`./install.sh --system`), or leave --system out.")
            : program;
    }

    private static string Copy(string from, string to)
    {
        if (Path.GetFullPath(from) != Path.GetFullPath(to))
        {
            PrivateFile.CreateFolder(Path.GetDirectoryName(to)!);
            File.Copy(from, to, overwrite: true);
        }

        return to;
    }
}
