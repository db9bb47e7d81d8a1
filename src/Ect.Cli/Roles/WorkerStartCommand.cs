using System.CommandLine;
using System.Numerics;
using Ect.ClassAds;
using Ect.Cli.Assets;
using Ect.Cli.ClassAds;
using Ect.Cli.Frame;
using Ect.Contracts;
using Ect.Protocol.Machines;
using Ect.Sdk.Errors;
using Ect.Worker;
using Ect.Worker.Conduct;
using Ect.Worker.Runtimes.Containers;

namespace Ect.Cli.Roles;

internal static class WorkerStartCommand
{
    private static readonly Option<string> Pool = new("--pool") { Description = "The pool to work for: local name, title, id, or the beginning of an id", HelpName = "POOL", Required = true };
    private static readonly Option<Uri[]> Schedulers = UrlOption.Several("--scheduler", "The pool's scheduler; repeatable, where others stand by: they are tried in this order, and one that leads is kept. Default: what the pool says of itself on chain");
    private static readonly Option<int?> Slots = new("--slots") { Description = "Tasks computed at the same time. Default: one for each processor", HelpName = "N" };
    private static readonly Option<BigInteger?> MinReward = AmountOption.Create("--min-reward", "Least reward for a right contribution. Default: 0");
    private static readonly Option<BigInteger?> MaxStake = AmountOption.Create("--max-stake", "Most to stake on one contribution. Default: all that is free");
    private static readonly Option<BigInteger?> Bond = AmountOption.Create("--bond", "Bond of the worker's seat in the pool, which it takes at its first start; raised to this if it is less. Default: the least that the pool asks for");
    private static readonly Option<BigInteger?> CollectFrom = AmountOption.Create("--collect-from", "What the seat has earned is moved to the free balance whenever it reaches this. Default: 10");
    private static readonly Option<BigInteger?> MinClaim = AmountOption.Create("--min-claim", "Least wage that is claimed from the pool's owner with the scheduler's receipt, when a settlement leaves the worker out. Default: 0, whatever it is");
    private static readonly Option<bool> OnlyAssigned = new("--only-assigned") { Description = "Take tasks from the scheduler alone. Default: tasks that drew this worker, and that the scheduler lets lie for four durations, are done without it, on the chain: no pool's deals depend on one process" };
    private static readonly Option<string?> Engine = new("--engine") { Description = "The container engine's socket, such as unix:///run/podman/podman.sock. Default: DOCKER_HOST, else /var/run/docker.sock; without an engine the worker runs WebAssembly alone", HelpName = "URL" };
    private static readonly Option<bool> NoContainers = new("--no-containers") { Description = "Run WebAssembly alone, even if there is a container engine" };
    private static readonly Option<string[]> Registries = new("--registry") { Description = "A registry that container images may be pulled from; repeatable. Default: docker.io, ghcr.io and quay.io", HelpName = "HOST" };
    private static readonly Option<bool> AllowNetwork = new("--allow-network") { Description = "Containers may have a network, where their deal bought one: the internet, and what else this machine reaches" };
    private static readonly DurationOption LongestPause = new("--longest-pause", "Longest pause between two attempts, while the scheduler or the chain's node is away", TimeSpan.FromSeconds(30));
    private static readonly Option<string?> Ad = new("--ad") { Description = "What to say of the machine beside what is measured, a ClassAd or @FILE: Price, Place, Watts, Requirements and Rank over the tasks it takes (docs/classads.md)", HelpName = "AD" };
    private static readonly Option<WorkerConduct> Conduct = new("--conduct") { Description = "For demonstrations: a worker that misbehaves", Hidden = true };
    private static readonly Option<int> Seed = new("--seed") { Description = "For demonstrations: what misbehaviour is drawn from", Hidden = true };

    public static EctCommand Create()
    {
        var command = new EctCommand("start", "Runs a worker until stopped; at its first start it takes a seat in the pool. Killed at any time, it goes on where it was", "ect worker start --pool garage --wallet bob --slots 4", "ect worker start --pool garage --wallet bob --bond 50 --collect-from 5", "ect worker start --pool garage --idle 10m --battery no", "ect worker start --pool garage --scheduler http://a.example:7600 --scheduler http://b.example:7600", "ect worker start --pool garage --ad @machine.ad")
        {
            Pool, Schedulers, Slots, MinReward, MaxStake, Bond, CollectFrom, MinClaim, OnlyAssigned, Engine, NoContainers, Registries, AllowNetwork, LongestPause, Ad, RoleOptions.Data, Conduct, Seed,
        };
        foreach (var option in PreferenceOptions.All)
        {
            command.Add(option);
        }

        return command.Does(RunAsync);
    }

    private static async Task<Answer> RunAsync(CliContext context, CancellationToken cancellation)
    {
        var network = context.Network();
        var pool = await AssetNames.FindAsync(context, context.Reading(), AssetKind.Pool, context.Required(Pool), cancellation);
        var schedulers = context.Value(Schedulers) is { Length: > 0 } given ? given
            : pool.Metadata.Schedulers is [_, ..] announced ? announced
            : throw new EctException(ErrorCode.InvalidValue, $"Pool {Sdk.Assets.AssetId.Format(pool.Id)} does not say where its scheduler is.", "Pass --scheduler URL; ask the pool's owner for it.");
        var folder = RoleOptions.DataFolder(context, network, LocalWorker.Role(context));
        LocalWorker.Change(folder, old => PreferenceOptions.Apply(context, old));
        using var key = context.Unlock();
        var options = new WorkerOptions
        {
            Rpc = network.Rpc,
            RpcQuorum = network.RpcQuorum,
            Confirmations = network.Confirmations ?? 1,
            Deployment = network.Deployment,
            Content = network.Content,
            SchedulerUrls = schedulers,
            Pool = pool.Id,
            Key = key,
            DataFolder = folder,
            Slots = context.Value(Slots) ?? Environment.ProcessorCount,
            Conduct = context.Value(Conduct),
            ConductSeed = context.Value(Seed),
            MinReward = context.Value(MinReward) ?? 0,
            MaxStake = context.Value(MaxStake),
            Bond = context.Value(Bond),
            MinClaim = context.Value(MinClaim) ?? 0,
            SelfAssign = !context.Value(OnlyAssigned),
            MaxBackoff = context.Span(LongestPause),
            Containers = context.Value(NoContainers) ? null : Containers(context),
            Ad = context.Value(Ad) is { } ad ? ClassAdOptions.Ad("worker's --ad", ad, AdExpression.Options) : ClassAd.Empty,
        };
        options = context.Value(CollectFrom) is { } collectFrom ? options with { CollectFrom = collectFrom } : options;
        return await RoleOptions.UntilStoppedAsync("worker", stop => WorkerHost.RunAsync(options, context.Logging, context.Time, stop), cancellation);
    }

    private static ContainerOptions Containers(CliContext context)
    {
        var defaults = new ContainerOptions();
        var engine = context.Value(Engine);
        return defaults with
        {
            Engine = engine is null ? null
                : Uri.TryCreate(engine, UriKind.Absolute, out var uri) ? uri
                : throw new EctException(ErrorCode.InvalidValue, $"--engine is '{engine}', which is no address.", "Give a socket as unix:///PATH, or tcp://HOST:PORT."),
            AllowNetwork = context.Value(AllowNetwork),
            Registries = context.Value(Registries) is { Length: > 0 } registries ? registries : defaults.Registries,
        };
    }
}
