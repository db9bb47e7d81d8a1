using System.Numerics;
using Ect.ClassAds;
using Ect.Contracts;
using Ect.Ethereum;
using Ect.Ethereum.Rpc;
using Ect.Worker.Conduct;
using Ect.Worker.Runtimes.Containers;

namespace Ect.Worker;

/// <summary>Where a worker works, as whom, what it lends and how patient it is.</summary>
public sealed record WorkerOptions
{
    private const int MostSchedulers = 4;

    /// <summary>JSON-RPC of the chain's nodes over HTTP: 1 to 16 URLs, by preference. Several guard against one that fails or lies (docs/chain.md).</summary>
    public required RpcEndpoints Rpc { get; init; }

    /// <summary>How many endpoints must agree before money is staked or shown on their word, 1 to their number; null: more than half.</summary>
    public int? RpcQuorum { get; init; }

    /// <summary>Blocks that a transaction must be deep before it counts as done, 1 to 64; until then it is sent again if a re-org drops it. Default 1.</summary>
    public int Confirmations { get; init; } = 1;

    /// <summary>The network's contracts; the worker does not start where their hub is missing.</summary>
    public required Deployment Deployment { get; init; }

    /// <summary>The chain's id; the worker does not start on another chain.</summary>
    public ulong ChainId => Deployment.ChainId;

    /// <summary>The hub contract.</summary>
    public Address Hub => Deployment.Hub;

    /// <summary>The content server.</summary>
    public required Uri Content { get; init; }

    /// <summary>
    /// Where the pool's scheduler may lead, in the order in which they are tried: gRPC over HTTP/2, such as http://127.0.0.1:7600.
    /// 1 to 4 different URLs; several where others stand by (docs/scheduler.md). The worker is logged in at one at a time.
    /// </summary>
    public required IReadOnlyList<Uri> SchedulerUrls { get; init; }

    /// <summary>The pool's token id: work of another pool is declined.</summary>
    public required BigInteger Pool { get; init; }

    /// <summary>The worker's wallet: holds the stake, signs the login, pays the gas.</summary>
    public required PrivateKey Key { get; init; }

    /// <summary>Folder of the journal, results and cache; of one worker only. Created if it is missing.</summary>
    public required string DataFolder { get; init; }

    /// <summary>Tasks computed at the same time. 1 to 1,024; default one for each processor.</summary>
    public int Slots { get; init; } = Environment.ProcessorCount;

    /// <summary>Whether results are contributed as computed.</summary>
    public WorkerConduct Conduct { get; init; } = WorkerConduct.Honest;

    /// <summary>What a liar's lies are drawn from; for a mortal worker the number of the task, from 1, in which it dies.</summary>
    public int ConductSeed { get; init; }

    /// <summary>Least reward for a right contribution, in the smallest unit of the token, if as many agree as trust asks for. Default 0.</summary>
    public BigInteger MinReward { get; init; } = BigInteger.Zero;

    /// <summary>Largest stake this worker locks for one contribution, in the smallest unit of the token; null for what it has.</summary>
    public BigInteger? MaxStake { get; init; }

    /// <summary>Bond of the worker's seat, in the smallest unit of the token: taken with it, or raised to. Whole gwei; null for the least that the pool asks for.</summary>
    public BigInteger? Bond { get; init; }

    /// <summary>Disk for downloaded applications, inputs and datasets, in bytes, each file and folder counted in blocks of 4 KiB; least recently used ones go first. Default 8 GiB, at least 64 MiB.</summary>
    public long CacheBytes { get; init; } = 8L << 30;

    /// <summary>Most bytes of disk for inputs and dataset of one task, unpacked, each file and folder counted in blocks of 4 KiB. Default 2 GiB; at least 0.</summary>
    public long MaxInputBytes { get; init; } = 2L << 30;

    /// <summary>Least time between two checkpoints of a task on the disk (docs/apps.md). 0 to 1 h; default 10 s.</summary>
    public TimeSpan CheckpointInterval { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Pause between two looks at the chain for one contribution. 10 ms to 10 min, but at most a sixth of a reveal phase while it may have to be revealed; default 2 s.</summary>
    public TimeSpan PollInterval { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Given to the scheduler after each deadline before this worker does the scheduler's work itself; up to twice as long. 0 to 1 h; default 20 s.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>How long the chain must go on showing a task's end before the worker forgets the task. 0 to 1 h; default 30 s.</summary>
    public TimeSpan SettlementDelay { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Time for downloads and transactions that must remain, beside the category's duration, before the contribution deadline. 0 to 1 h; default 10 s.</summary>
    public TimeSpan DeadlineMargin { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// What the seat earned is moved to the free balance whenever it reaches this, in the smallest unit of the token; null
    /// to let it gather. Default 10 tokens, at least 0.
    /// </summary>
    public BigInteger? CollectFrom { get; init; } = Units.ParseEther("10");

    /// <summary>
    /// Least wage, in the smallest unit of the token, that is claimed with a receipt when a settlement leaves this worker
    /// out: a claim costs gas. Default 0: whatever it is.
    /// </summary>
    public BigInteger MinClaim { get; init; } = BigInteger.Zero;

    /// <summary>
    /// Whether to take tasks that the scheduler lets lie: those that lack votes on chain four durations after their deal's
    /// start, and for which this worker is drawn. A pool whose workers do keeps its deals when its scheduler is gone for
    /// ever. Default true.
    /// </summary>
    public bool SelfAssign { get; init; } = true;

    /// <summary>
    /// What the owner says of the machine beside what is measured, as a ClassAd: price, place, watts; Requirements and Rank
    /// over the tasks that it would take (docs/classads.md). An attribute of the same name replaces a measured one.
    /// </summary>
    public ClassAd Ad { get; init; } = ClassAd.Empty;

    /// <summary>Longest pause between attempts while the scheduler or the chain is away. 100 ms to 1 h; default 30 s.</summary>
    public TimeSpan MaxBackoff { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>What is lent to containers; null to run WebAssembly alone. Without a container engine on the machine it is left unused.</summary>
    public ContainerOptions? Containers { get; init; } = new();

    /// <summary>Checks every value.</summary>
    /// <exception cref="WorkerStartException">Names the option, its value and what is allowed.</exception>
    public void Validate()
    {
        Require(Rpc.Problem is null, nameof(Rpc), Rpc, $"1 to 16 different http or https URLs, and {Rpc.Problem}");
        Require(RpcQuorum is null || (RpcQuorum >= 1 && RpcQuorum <= Rpc.Count), nameof(RpcQuorum), RpcQuorum, $"1 to {Rpc.Count}, the number of endpoints");
        Require(Confirmations is >= 1 and <= 64, nameof(Confirmations), Confirmations, "1 to 64");
        Require(IsHttp(Content), nameof(Content), Content, "an absolute http or https URL");
        Require(SchedulerUrls.Count is >= 1 and <= MostSchedulers && SchedulerUrls.All(IsHttp) && SchedulerUrls.Distinct().Count() == SchedulerUrls.Count, nameof(SchedulerUrls), string.Join(", ", SchedulerUrls), "1 to 4 different absolute http or https URLs");
        Require(ChainId > 0, nameof(ChainId), ChainId, "positive");
        Require(!Hub.IsZero, nameof(Hub), Hub, "the hub's address");
        Require(Pool.Sign > 0 && Pool.GetByteCount(isUnsigned: true) <= 32, nameof(Pool), Pool, "a token id: 1 to 2^256 − 1");
        Require(!string.IsNullOrWhiteSpace(DataFolder), nameof(DataFolder), DataFolder, "a folder");
        Require(Slots is >= 1 and <= 1024, nameof(Slots), Slots, "1 to 1,024");
        Require(Enum.IsDefined(Conduct), nameof(Conduct), Conduct, "Honest, Liar or Mortal");
        Require(MinReward.Sign >= 0, nameof(MinReward), MinReward, "0 or more");
        Require(MaxStake is not { Sign: < 0 }, nameof(MaxStake), MaxStake, "0 or more");
        Require(CollectFrom is not { Sign: < 0 }, nameof(CollectFrom), CollectFrom, "0 or more");
        Require(MinClaim.Sign >= 0, nameof(MinClaim), MinClaim, "0 or more");
        Require(Bond is not { } bond || (bond.Sign >= 0 && (bond % HubClient.Gwei).IsZero), nameof(Bond), Bond, "0 or more, in whole gwei (nine decimals)");
        Require(CacheBytes >= 64 << 20, nameof(CacheBytes), CacheBytes, "at least 64 MiB");
        Require(MaxInputBytes >= 0, nameof(MaxInputBytes), MaxInputBytes, "0 or more");
        Containers?.Validate();
        RequireTime(CheckpointInterval, nameof(CheckpointInterval), TimeSpan.Zero, TimeSpan.FromHours(1));
        RequireTime(PollInterval, nameof(PollInterval), TimeSpan.FromMilliseconds(10), TimeSpan.FromMinutes(10));
        RequireTime(Patience, nameof(Patience), TimeSpan.Zero, TimeSpan.FromHours(1));
        RequireTime(SettlementDelay, nameof(SettlementDelay), TimeSpan.Zero, TimeSpan.FromHours(1));
        RequireTime(DeadlineMargin, nameof(DeadlineMargin), TimeSpan.Zero, TimeSpan.FromHours(1));
        RequireTime(MaxBackoff, nameof(MaxBackoff), TimeSpan.FromMilliseconds(100), TimeSpan.FromHours(1));
    }

    private static bool IsHttp(Uri uri) => uri is { IsAbsoluteUri: true, Scheme: "http" or "https" };

    private static void RequireTime(TimeSpan value, string name, TimeSpan least, TimeSpan most) =>
        Require(value >= least && value <= most, name, value, $"{least} to {most}");

    private static void Require(bool holds, string name, object? value, string rule)
    {
        if (!holds)
        {
            throw new WorkerStartException($"Worker option {name} is {value ?? "missing"}; it must be {rule}.");
        }
    }
}
