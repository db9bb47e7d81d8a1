using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.Numerics;
using Ect.Cli.Assets;
using Ect.Cli.Frame;
using Ect.Cli.Home;
using Ect.Cli.Wallets;
using Ect.Contracts;
using Ect.Ethereum;
using Ect.Ethereum.Rpc;
using Ect.Sdk.Assets;
using Ect.Sdk.Errors;

namespace Ect.Cli.Roles.Systemd;

internal static class WorkerInstallCommand
{
    private static readonly Option<string> Pool = new("--pool") { Description = "The pool to work for: local name, title, id, or the beginning of an id. Looked up now: the unit names it by its id", HelpName = "POOL", Required = true };
    private static readonly Option<Uri[]> Schedulers = UrlOption.Several("--scheduler", "The pool's scheduler; repeatable, where others stand by: they are tried in this order, and one that leads is kept. Default: what the pool says of itself on chain");
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
            "ect worker install --system --pool garage --wallet bob --slots 2") { Pool, Schedulers, Slots, Bond, NoContainers, ForMachine, UnitOptions.Name };
        foreach (var option in PreferenceOptions.All)
        {
            command.Add(option);
        }

        return command.Does(RunAsync);
    }

    private static async Task<Answer> RunAsync(CliContext context, CancellationToken cancellation)
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

        var pool = await PoolAsync(context, cancellation);
        var home = new EctHome(place.Home);
        var networkFile = place.IsSystem ? home.NetworkFileOf(network.Name) : context.NetworkPath();
        var data = place.IsSystem ? Path.Combine(place.Home, "worker") : RoleOptions.DefaultFolder(context, network, LocalWorker.Role(context));
        var unit = new WorkerUnit(place.Name, program, Arguments(context, place, pool, networkFile, wallet), data, place.PasswordFile, place.IsSystem, !context.Value(NoContainers) && HasDocker()).ToString();
        if (place.IsSystem)
        {
            var wallets = new WalletFolder(home.Wallets);
            RequireSameKey(context.Wallets, wallets, wallet);
            Copy(context.NetworkPath(), networkFile, place.Home);
            Copy(context.Wallets.PathOf(wallet), wallets.PathOf(wallet), place.Home);
        }

        PrivateFile.CreateFolder(Path.GetDirectoryName(place.PasswordFile)!);
        PrivateFile.Replace(place.PasswordFile, password + "\n");
        LocalWorker.Change(data, old => PreferenceOptions.Apply(context, old));
        Directory.CreateDirectory(Path.GetDirectoryName(place.UnitFile)!);
        await File.WriteAllTextAsync(place.UnitFile, unit, cancellation);
        return Answer.Of(new InstalledView(place.Name, place.UnitFile, place.PasswordFile, data, place.IsSystem, Next(place, pool, wallet, data)), static (console, view) => view.Render(console));
    }

    // By its id for good: of pools with the same title anybody may make another one later.
    private static async Task<string> PoolAsync(CliContext context, CancellationToken cancellation)
    {
        var text = context.Required(Pool);
        try
        {
            return AssetId.Format((await AssetNames.FindAsync(context, context.Reading(), AssetKind.Pool, text, cancellation)).Id);
        }
        catch (NodeUnreachableException e)
        {
            return AssetId.TryParse(text, out var id)
                ? AssetId.Format(id)
                : throw new EctException(ErrorCode.ChainUnreachable, $"Which pool '{text}' is cannot be looked up: {e.Message}", "Try again when the chain can be reached, or name the pool by its whole id.", e);
        }
    }

    private static List<string> Arguments(CliContext context, UnitPlace place, string pool, string networkFile, string wallet)
    {
        List<string> arguments = ["--pool", pool, "--wallet", wallet, "--network", networkFile, "--home", place.Home];
        foreach (var scheduler in context.Value(Schedulers) ?? [])
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

    private static string[] Next(UnitPlace place, string pool, string wallet, string data)
    {
        var status = place.IsSystem ? $"sudo ect worker status --data {data}" : $"ect worker status --wallet {wallet}";
        return
        [
            $"ect pool show {pool[..12]}    # the bond of a seat",
            $"ect wallet deposit BOND --wallet {wallet}    # once the wallet has so many tokens, and some coin for gas",
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

    private static void RequireSameKey(WalletFolder own, WalletFolder service, string wallet)
    {
        if (service.Has(wallet) && service.AddressOf(wallet) != own.AddressOf(wallet))
        {
            throw new EctException(ErrorCode.WalletExists, $"The service has another wallet '{wallet}' already, {service.AddressOf(wallet)} ({service.PathOf(wallet)}); wallets are never overwritten.", "Give this worker a wallet of another name, or move that file to a safe place first: it may be the only copy of its key.");
        }
    }

    // Whole or not at all, and for the account that the service was given, if it ran before.
    private static void Copy(string from, string to, string home)
    {
        var content = File.ReadAllText(from);
        if (File.Exists(to) && File.ReadAllText(to) == content)
        {
            return;
        }

        PrivateFile.CreateFolder(Path.GetDirectoryName(to)!);
        PrivateFile.Replace(to, content);
        using var owner = Process.Start("chown", ["--no-dereference", $"--reference={home}", to]);
        owner.WaitForExit();
        if (owner.ExitCode != 0)
        {
            throw new EctException(ErrorCode.StorageFailed, $"{to} cannot be given to the owner of {home}.", "Run it as root.");
        }
    }
}
