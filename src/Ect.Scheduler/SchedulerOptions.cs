using System.Numerics;
using Ect.Contracts;
using Ect.Ethereum;
using Ect.Ethereum.Rpc;
using Ect.Protocol.Epochs;
using Ect.Protocol.Pools;
using Ect.Protocol.Scheduling;
using Ect.Scheduler.Assignments;

namespace Ect.Scheduler;

/// <summary>Where the scheduler of one worker pool works, as whom, and how patient it is.</summary>
public sealed record SchedulerOptions
{
    /// <summary>JSON-RPC of the chain's nodes over HTTP: 1 to 16 URLs, by preference. Several guard against one that fails or lies (docs/chain.md).</summary>
    public required RpcEndpoints Rpc { get; init; }

    /// <summary>How many endpoints must agree on what the chain says, 1 to their number; null: more than half.</summary>
    public int? RpcQuorum { get; init; }

    /// <summary>Blocks that a transaction must be deep before it counts as done, 1 to 64; until then it is sent again if a re-org drops it.</summary>
    public int Confirmations { get; init; } = 1;

    /// <summary>How long a node whose head is below what was read is taken for one that lags, before the chain is read again from there. 0 to 10 min.</summary>
    public TimeSpan LagPatience { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How often the newest blocks are read a second time, in case that a node left out events. 1 s to 1 day.</summary>
    public TimeSpan RescanInterval { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>The network's contracts; the scheduler does not start where their hub is missing.</summary>
    public required Deployment Deployment { get; init; }

    /// <summary>The chain's id; the scheduler does not start on another chain.</summary>
    public ulong ChainId => Deployment.ChainId;

    /// <summary>The hub contract.</summary>
    public Address Hub => Deployment.Hub;

    /// <summary>The pool's scheduler key: signs authorisations and sends transactions.</summary>
    public required PrivateKey Key { get; init; }

    /// <summary>The pool's token id.</summary>
    public required BigInteger Pool { get; init; }

    /// <summary>Folder of scheduler.db; of one scheduler only. Created if it is missing.</summary>
    public required string DataFolder { get; init; }

    /// <summary>
    /// PostgreSQL's connection string (Host=…;Database=…;Username=…); null keeps the store in scheduler.db. Passwords belong
    /// into a password file or the environment, not here.
    /// </summary>
    public string? Database { get; init; }

    /// <summary>Where workers connect: gRPC over HTTP/2 without TLS, such as http://127.0.0.1:7600. Port 0 takes a free one.</summary>
    public required Uri ListenUrl { get; init; }

    /// <summary>Where GET /status answers over HTTP/1.1; null for nowhere. Port 0 takes a free one.</summary>
    public Uri? StatusUrl { get; init; }

    /// <summary>Pause between two looks at the chain and at the open tasks; messages of workers cut it short. 10 ms to 1 min.</summary>
    public TimeSpan PollInterval { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Longest pause between attempts while the chain is down or a deed fails. At least <see cref="PollInterval"/>, at most 1 h.</summary>
    public TimeSpan MaxBackoff { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How often workers must send a heartbeat. 1 s to 1 h.</summary>
    public TimeSpan Heartbeat { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>Silence after which a worker's uncommitted tasks go to others. At least twice <see cref="Heartbeat"/>.</summary>
    public TimeSpan Lease { get; init; } = TimeSpan.FromSeconds(12);

    /// <summary>What a worker gets beyond the category's duration for download and commitment before its task goes to others. Positive.</summary>
    public TimeSpan AssignmentSlack { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How long a committed worker may take to send its opening before the others go on without it. Positive.</summary>
    public TimeSpan SilenceGrace { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>How long a stranger may take to log in. 1 s to 1 min.</summary>
    public TimeSpan LoginTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Most by which the clock of a worker that logs in may differ from ours. 1 s to 1 h.</summary>
    public TimeSpan ClockSkew { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Most workers logged in at a time. 1 to 100,000.</summary>
    public int MaxWorkers { get; init; } = 1000;

    /// <summary>
    /// Largest deal that is worked on, in tasks: a deal without prices costs its maker nothing, whatever its size. Those
    /// of a larger one wait for the requester's refund. 1 to 10,000,000.
    /// </summary>
    public uint MaxTasksOfDeal { get; init; } = 100_000;

    /// <summary>Largest message taken from a worker, in bytes. 1 KiB to 16 MiB; callback data must fit.</summary>
    public int MaxMessageBytes { get; init; } = 256 * 1024;

    /// <summary>Messages a second that a worker may send over time; four times as many at once. 1 to 10,000.</summary>
    public int MessagesPerSecond { get; init; } = 50;

    /// <summary>How long a worker gets no work after a wrong result, silence, or a false opening.</summary>
    public TimeSpan BanPeriod { get; init; } = TimeSpan.FromHours(24);

    /// <summary>Failed tasks within <see cref="FailureWindow"/> after which a worker gets no work. At least 1.</summary>
    public int FailureLimit { get; init; } = 5;

    /// <summary>How far back failures count.</summary>
    public TimeSpan FailureWindow { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>Distinct workers that must blame the app, the dataset or the request before the task waits instead of asking more. 1 to 100.</summary>
    public int BlameQuorum { get; init; } = 2;

    /// <summary>Longest wait of a signed commitment before its epoch closes and is anchored. 10 ms to 1 h.</summary>
    public TimeSpan EpochInterval { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Commitments with which an epoch closes at once. 1 to 100,000.</summary>
    public int EpochSize { get; init; } = 2000;

    /// <summary>How long workers may take to sign a proposed settlement before the others go on without them. Positive.</summary>
    public TimeSpan SignatureTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>What must be left until the contribution deadline to start another worker on a task. Not negative.</summary>
    public TimeSpan LeastTimeToCompute { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// Which deals the pool takes and which it likes better, expressions of at most 2,048 bytes. Of a deal that it refuses no task is given out: it is
    /// declined when nobody contributed, at the pool's cost. Default: all alike.
    /// </summary>
    public PoolRules Rules { get; init; } = PoolRules.None;

    /// <summary>
    /// Whether to give out no task any more, lead to their end those that workers have, and stop then: before an upgrade or
    /// a move. Default false.
    /// </summary>
    public bool Drain { get; init; }

    /// <summary>
    /// How many times longer than usual for its deal a worker must take until another one that is idle gets the task too.
    /// 0 for never, or 1.5 to 100; default 3.
    /// </summary>
    public double SpareAfter { get; init; } = 3;

    /// <summary>A worker that takes less is never given a spare. 1 ms to 1 day; default 30 s.</summary>
    public TimeSpan SpareAge { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long the live logs of tasks are kept after their last line. 1 min to 10 years; default 7 days.</summary>
    public TimeSpan LogRetention { get; init; } = TimeSpan.FromDays(7);

    /// <summary>Disk for the live logs of tasks, in bytes; the oldest go first. 1 MiB to 1 TiB; default 1 GiB.</summary>
    public long LogBytes { get; init; } = 1L << 30;

    /// <summary>Where logs go: called once with the host's logging. The console by default.</summary>
    public Action<Microsoft.Extensions.Logging.ILoggingBuilder>? ConfigureLogging { get; init; }

    /// <summary>The clock.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Checks every value against the range that its description gives.</summary>
    /// <exception cref="ArgumentException">A value is out of range; the message names it and the range.</exception>
    public void Validate()
    {
        Require(Rpc.Problem is null, nameof(Rpc), Rpc, $"1 to 16 different http(s) URLs, and {Rpc.Problem}");
        Require(RpcQuorum is null || (RpcQuorum >= 1 && RpcQuorum <= Rpc.Count), nameof(RpcQuorum), RpcQuorum, $"from 1 to {Rpc.Count}, the number of endpoints");
        Between(Confirmations, 1, 64, nameof(Confirmations));
        Between(LagPatience, TimeSpan.Zero, TimeSpan.FromMinutes(10), nameof(LagPatience));
        Between(RescanInterval, TimeSpan.FromSeconds(1), TimeSpan.FromDays(1), nameof(RescanInterval));
        Require(ListenUrl.IsAbsoluteUri && ListenUrl.Scheme == "http", nameof(ListenUrl), ListenUrl, "an http URL");
        Require(StatusUrl is null || (StatusUrl.IsAbsoluteUri && StatusUrl.Scheme == "http"), nameof(StatusUrl), StatusUrl, "an http URL");
        Require(StatusUrl is null || StatusUrl.Port == 0 || StatusUrl.Authority != ListenUrl.Authority, nameof(StatusUrl), StatusUrl, "another port than ListenUrl");
        Require(ChainId > 0, nameof(ChainId), ChainId, "at least 1");
        Require(!Hub.IsZero, nameof(Hub), Hub, "the hub's address");
        Require(Pool > 0 && Pool < BigInteger.One << 256, nameof(Pool), Pool, "a pool's token id");
        Require(!string.IsNullOrWhiteSpace(DataFolder), nameof(DataFolder), DataFolder, "a folder");
        Between(PollInterval, TimeSpan.FromMilliseconds(10), TimeSpan.FromMinutes(1), nameof(PollInterval));
        Between(MaxBackoff, PollInterval, TimeSpan.FromHours(1), nameof(MaxBackoff));
        Between(Heartbeat, TimeSpan.FromSeconds(1), TimeSpan.FromHours(1), nameof(Heartbeat));
        Between(Lease, 2 * Heartbeat, TimeSpan.FromDays(1), nameof(Lease));
        Between(AssignmentSlack, TimeSpan.FromMilliseconds(1), TimeSpan.FromDays(1), nameof(AssignmentSlack));
        Between(SilenceGrace, TimeSpan.FromMilliseconds(1), TimeSpan.FromDays(1), nameof(SilenceGrace));
        Between(LoginTimeout, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(1), nameof(LoginTimeout));
        Between(ClockSkew, TimeSpan.FromSeconds(1), TimeSpan.FromHours(1), nameof(ClockSkew));
        Between(LeastTimeToCompute, TimeSpan.Zero, TimeSpan.FromDays(1), nameof(LeastTimeToCompute));
        Require(SpareAfter is 0 or (>= 1.5 and <= 100), nameof(SpareAfter), SpareAfter, "0 for never, or from 1.5 to 100 times the usual");
        Between(SpareAge, TimeSpan.FromMilliseconds(1), TimeSpan.FromDays(1), nameof(SpareAge));
        Between(EpochInterval, TimeSpan.FromMilliseconds(10), TimeSpan.FromHours(1), nameof(EpochInterval));
        Between(SignatureTimeout, TimeSpan.FromMilliseconds(1), TimeSpan.FromDays(1), nameof(SignatureTimeout));
        Between(EpochSize, 1, 100_000, nameof(EpochSize));
        Between(BanPeriod, TimeSpan.Zero, TimeSpan.FromDays(3650), nameof(BanPeriod));
        Between(FailureWindow, TimeSpan.Zero, TimeSpan.FromDays(3650), nameof(FailureWindow));
        Between(MaxWorkers, 1, 100_000, nameof(MaxWorkers));
        Between(MaxTasksOfDeal, 1u, 10_000_000u, nameof(MaxTasksOfDeal));
        Between(MaxMessageBytes, 1024, 16 * 1024 * 1024, nameof(MaxMessageBytes));
        Between(MessagesPerSecond, 1, 10_000, nameof(MessagesPerSecond));
        Between(FailureLimit, 1, 1_000_000, nameof(FailureLimit));
        Between(LogRetention, TimeSpan.FromMinutes(1), TimeSpan.FromDays(3650), nameof(LogRetention));
        Between(LogBytes, 1L << 20, 1L << 40, nameof(LogBytes));
        Between(BlameQuorum, 1, 100, nameof(BlameQuorum));
        try
        {
            Rules.Check();
        }
        catch (FormatException e)
        {
            throw new ArgumentException($"Scheduler option {nameof(Rules)}: {e.Message}", nameof(Rules), e);
        }
    }

    internal SchedulingLimits Limits => new()
    {
        CommitGrace = (ulong)Math.Ceiling(AssignmentSlack.TotalSeconds),
        OpeningPatience = (ulong)Math.Ceiling(SilenceGrace.TotalSeconds),
        LeastTimeToCompute = (ulong)Math.Ceiling(LeastTimeToCompute.TotalSeconds),
    };

    internal StragglerRule Stragglers => new(SpareAfter, SpareAge);

    internal EpochLimits EpochLimits => new()
    {
        Interval = EpochInterval,
        MaxCommitments = EpochSize,
        OpeningPatience = SilenceGrace,
        SignaturePatience = SignatureTimeout,
    };

    private static void Between<T>(T value, T low, T high, string name)
        where T : IComparable<T> =>
        Require(value.CompareTo(low) >= 0 && value.CompareTo(high) <= 0, name, value, $"from {low} to {high}");

    private static void Require(bool holds, string name, object? value, string rule)
    {
        if (!holds)
        {
            throw new ArgumentException($"Scheduler option {name} is {value}: it must be {rule}.", name);
        }
    }
}
