using Ect.Cli.Up;
using Ect.Cli.Waiting;
using Ect.Ethereum.Rpc;
using Ect.Testing;
using Npgsql;

namespace Ect.EndToEnd.Tests.Chaos;

/// <summary>
/// A network of real processes with what it takes to strike them: disks that fill, clocks that jump, cables that are cut,
/// on PostgreSQL a second scheduler that stands by. What dies is started again, as an operator's machine would.
/// </summary>
internal sealed class ChaosNetwork : IAsyncDisposable
{
    private const string Scheduler = "scheduler";
    private const string Standby = "scheduler-2";
    private const long DiskBytes = 48 << 20;
    private static readonly TimeSpan Recovery = TimeSpan.FromMinutes(2);
    private static readonly string[] Honest = ["worker-1", "worker-2", "worker-3", "worker-4", "worker-5"];
    private static readonly string[] Cabled = ["worker-4", "worker-5"];

    private readonly string? database;
    private readonly Action<string> tell;
    private readonly Ports ports = new();
    private readonly Dictionary<string, SmallDisk> disks = [];
    private readonly Dictionary<string, Cable> cables = [];
    private readonly Dictionary<(StrikeKind, string), Task> healing = [];
    private readonly Uri standbyUrl;
    private ProcessClocks? clocks;

    private ChaosNetwork(string? database, Action<string> tell)
    {
        this.database = database;
        this.tell = tell;
        standbyUrl = LocalPorts.Url(ports.Choose(7610));
    }

    public TestNetwork Network { get; private set; } = null!;

    /// <summary>Who can be struck here, and by what.</summary>
    public IReadOnlyDictionary<StrikeKind, IReadOnlyList<string>> Victims => new Dictionary<StrikeKind, IReadOnlyList<string>>
    {
        [StrikeKind.Kill] = [Scheduler, Scheduler, Scheduler, "chain", "chain", "content", "market", .. Honest],
        [StrikeKind.Freeze] = [Scheduler, "chain", "content", .. Honest],
        [StrikeKind.PowerCut] = database is null ? [] : ["database"],
        [StrikeKind.ChainClock] = ["chain"],
        [StrikeKind.ProcessClock] = clocks is null ? [] : [Scheduler, .. Honest],
        [StrikeKind.DiskFull] = [.. disks.Keys],
        [StrikeKind.NetworkCut] = [.. cables.Keys],
    };

    private Supervisor Supervisor => Network.Local.Supervisor;

    /// <param name="database">Of PostgreSQL; null keeps the scheduler's store in its folder.</param>
    /// <param name="tell">Told what this machine does not allow.</param>
    public static async Task<ChaosNetwork> StartAsync(string? database, Action<string> tell)
    {
        var chaos = new ChaosNetwork(database, tell);
        try
        {
            chaos.Network = await TestNetwork.StartAsync(chaos.FurnishAsync);
            if (database is not null)
            {
                await chaos.StandByAsync();
            }

            await chaos.SavedAsync();
            return chaos;
        }
        catch
        {
            await chaos.RemoveAsync();
            throw;
        }
    }

    /// <summary>Strikes. What lasts is put right by itself after its time.</summary>
    public async Task StrikeAsync(Strike strike)
    {
        var key = (strike.Kind, strike.Victim);
        if (healing.Remove(key, out var earlier))
        {
            await earlier;
        }

        var heal = await BeginAsync(strike);
        if (heal is not null)
        {
            healing[key] = HealAsync();
        }

        async Task HealAsync()
        {
            await Task.Delay(strike.Lasts, TimeProvider.System);
            await heal();
        }
    }

    /// <summary>Waits until everything is put right, all processes run, and every worker is back at the scheduler.</summary>
    public async Task HealAsync()
    {
        await Task.WhenAll(healing.Values);
        await Eventually.HoldsAsync("all processes run", () => Supervisor.Processes.All(process => process.ProcessId is not null));
        await Eventually.HoldsAsync("every worker is back at the scheduler", AllAreBackAsync, Recovery);
    }

    private async Task<bool> AllAreBackAsync()
    {
        var leader = await ProcessAsync(Scheduler);
        using var page = new SchedulerPage([new Uri(ValueOf(leader.Role, "--status-listen"))], Recovery);
        var workers = (await page.StatusAsync(CancellationToken.None)).Workers.Count;
        return workers > Honest.Length ? true : throw new InvalidOperationException($"{workers} workers are there.");
    }

    /// <summary>Stops all processes but the chain, which then has all that they sent: nothing moves any more.</summary>
    public async Task StopAllButChainAsync()
    {
        await Task.WhenAll(Supervisor.Processes.Where(process => process.Role.Name != "chain").Select(process => process.StopAsync()));
        await Network.PassAsync(1);
    }

    /// <summary>How many schedulers have led, one after the other; null where there is one alone.</summary>
    public async Task<long?> TermsAsync() => database is null ? null : (await LeaderAsync()).Term;

    public async ValueTask DisposeAsync()
    {
        await RemoveAsync();
        await Network.DisposeAsync();
        if (clocks is not null)
        {
            ProcessClocks.Sweep();
        }
    }

    /* STRIKES */

    /// <returns>What puts it right; null if nothing does.</returns>
    private async Task<Func<Task>?> BeginAsync(Strike strike) => strike.Kind switch
    {
        StrikeKind.Kill => await KillAsync(strike.Victim),
        StrikeKind.Freeze => await FreezeAsync(strike.Victim),
        StrikeKind.PowerCut => await PowerCutAsync(),
        StrikeKind.ChainClock => await PassAsync(strike.Jump),
        StrikeKind.ProcessClock => Misset(strike.Victim, strike.Jump),
        StrikeKind.DiskFull => await FillAsync(disks[strike.Victim]),
        StrikeKind.NetworkCut => await CutAsync(cables[strike.Victim]),
        _ => throw new ArgumentOutOfRangeException(nameof(strike), strike.Kind, "No such strike."),
    };

    private async Task<Func<Task>?> KillAsync(string victim)
    {
        (await ProcessAsync(victim)).Kill();
        return null;
    }

    private async Task<Func<Task>?> FreezeAsync(string victim)
    {
        var process = await ProcessAsync(victim);
        if (process.ProcessId is not { } frozen)
        {
            return null;
        }

        UnixSignal.Send(frozen, UnixSignal.Stop);
        return () =>
        {
            if (process.ProcessId == frozen)
            {
                UnixSignal.Send(frozen, UnixSignal.Continue);
            }

            return Task.CompletedTask;
        };
    }

    private static async Task<Func<Task>?> PowerCutAsync()
    {
        await Task.Run(PostgresServer.Restart);
        return null;
    }

    private async Task<Func<Task>?> PassAsync(TimeSpan jump)
    {
        try
        {
            await Network.PassAsync((uint)jump.TotalSeconds);
        }
        catch (NodeUnreachableException)
        {
            // The chain is down just now: its clock is struck another time.
        }

        return null;
    }

    private Func<Task> Misset(string victim, TimeSpan jump)
    {
        clocks!.Set(victim, jump);
        return () =>
        {
            clocks.Set(victim, TimeSpan.Zero);
            return Task.CompletedTask;
        };
    }

    private static async Task<Func<Task>?> FillAsync(SmallDisk disk)
    {
        await Task.Run(disk.Fill);
        return () =>
        {
            File.Delete(disk.Filler);
            return Task.CompletedTask;
        };
    }

    private static async Task<Func<Task>?> CutAsync(Cable cable)
    {
        await cable.CutAsync();
        return cable.MendAsync;
    }

    /// <summary>The victim's process: of two schedulers that which leads.</summary>
    private async Task<RoleProcess> ProcessAsync(string victim) =>
        database is not null && victim == Scheduler && (await LeaderAsync()).ProcessId == Supervisor[Standby].ProcessId
            ? Supervisor[Standby]
            : Supervisor[victim];

    private async Task<(long Term, int ProcessId)> LeaderAsync()
    {
        await using var source = NpgsqlDataSource.Create(database!);
        await using var command = source.CreateCommand("SELECT term, name FROM leader");
        await using var reader = await command.ExecuteReaderAsync();
        await reader.ReadAsync();
        return (reader.GetInt64(0), int.Parse(reader.GetString(1).Split('/')[^1], System.Globalization.CultureInfo.InvariantCulture));
    }

    /* PARTS */

    private async Task<LocalNetworkOptions> FurnishAsync(LocalNetworkOptions options)
    {
        clocks = ProcessClocks.In(Path.Combine(options.Home.Path, "clocks"));
        foreach (var role in new[] { Scheduler, "content", "worker-1" })
        {
            if (SmallDisk.TryMount(options.Folders.Of(role), DiskBytes) is { } disk)
            {
                disks[role] = disk;
            }
        }

        foreach (var role in Cabled)
        {
            cables[role] = await Cable.LayAsync(cables.Count);
        }

        Tell(clocks is not null, "libfaketime is not installed: the chain's clock alone jumps.");
        Tell(disks.Count > 0, "No small disk may be mounted here: none is filled.");
        Tell(cables.Values.All(cable => cable.IsNamespace), "No network namespace may be made here: connections are broken instead of cables cut.");
        return options with
        {
            Workers = [.. Enumerable.Repeat(new WorkerPlan(), Honest.Length), new WorkerPlan { Arguments = ["--conduct", "Liar"] }],
            LongestBackoff = TimeSpan.FromMilliseconds(500),
            Adapt = role => Adapt(role, options),
        };
    }

    private void Tell(bool isThere, string otherwise)
    {
        if (!isThere)
        {
            tell(otherwise);
        }
    }

    private Role Adapt(Role role, LocalNetworkOptions options)
    {
        if (database is not null && role.Name == Scheduler)
        {
            role = role with { Arguments = [.. role.Arguments, "--database", database] };
        }

        if (database is not null && role.Arguments.Contains("--scheduler"))
        {
            role = role with { Arguments = [.. role.Arguments, "--scheduler", standbyUrl.ToString()] };
        }

        if (cables.TryGetValue(role.Name, out var cable))
        {
            role = cable.Join(role, options.Folders.NetworkFile, Path.Combine(options.Home.Path, $"{role.Name}-network.json"));
        }

        return clocks is not null && (role.Name == Scheduler || Honest.Contains(role.Name)) ? clocks.Give(role) : role;
    }

    /// <summary>Where it listens once it leads workers have been told beside the first one's address.</summary>
    private async Task StandByAsync()
    {
        var first = Supervisor[Scheduler].Role;
        string[] arguments = [.. first.Arguments];
        arguments[Array.IndexOf(arguments, "--data") + 1] = Network.NewPath();
        arguments[Array.IndexOf(arguments, "--listen") + 1] = standbyUrl.ToString();
        arguments[Array.IndexOf(arguments, "--status-listen") + 1] = LocalPorts.Url(ports.Choose(new Uri(ValueOf(first, "--status-listen")).Port)).ToString();
        var role = first with { Name = Standby, Arguments = arguments, IsReady = null };
        await Supervisor.StartAsync(clocks?.Give(role) ?? role, CancellationToken.None);
    }

    /// <summary>Waits until the chain's file has the workers' seats: without them its first kill would leave a pool of nobody.</summary>
    private async Task SavedAsync()
    {
        var seated = TimeProvider.System.GetUtcNow();
        var file = Network.Folders().ChainState;
        await Eventually.HoldsAsync("the chain saves the seats", () => File.GetLastWriteTimeUtc(file) > seated);
    }

    private static string ValueOf(Role role, string option) => role.Arguments[role.Arguments.ToList().IndexOf(option) + 1];

    private async Task RemoveAsync()
    {
        ports.Dispose();
        foreach (var disk in disks.Values)
        {
            disk.Dispose();
        }

        foreach (var cable in cables.Values)
        {
            await cable.DisposeAsync();
        }
    }
}
