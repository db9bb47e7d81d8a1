using Ect.Ethereum;
using Ect.Protocol.Lifecycles;
using Ect.Scheduler.Storage;

namespace Ect.Scheduler.Replicas;

internal sealed partial class ReplicaStore
{
    private const string Columns = $"{ColumnsOfMany}, pledge_signature AS PledgeSignature";

    // Of many tasks that stay in memory: only a punishment needs the signature.
    private const string ColumnsOfMany = """
        task AS Task, worker AS Worker, state AS State, assigned_at AS AssignedAt, committed_at AS CommittedAt, committed_block AS CommittedBlock,
        commitment AS Commitment, pledge AS Pledge, pledged_at AS PledgedAt, epoch AS Epoch, opened_at AS OpenedAt, result_hash AS ResultHash, salt AS Salt, digest AS Digest, callback_data AS CallbackData,
        app_failed AS AppFailed, revealed_block AS RevealedBlock, blame AS Blame, message AS Message, host AS Host, changed_at AS ChangedAt
        """;

    public ReplicaRecord? Find(Bytes32 task, Address worker) => database.Read(unit => Find(unit, task, worker));

    public static ReplicaRecord? Find(UnitOfWork unit, Bytes32 task, Address worker) =>
        unit.QuerySingleOrDefault<Row>(
            $"SELECT {Columns} FROM replicas WHERE task = @Task AND worker = @Worker",
            new { Task = task.ToString(), Worker = AddressText.Of(worker) })?.ToReplica();

    /// <summary>A worker's assignments that it has not committed to.</summary>
    public IReadOnlyList<ReplicaRecord> AssignedTo(Address worker) => UnderWay(worker, ReplicaState.Assigned);

    /// <summary>A worker's signed commitments that are not opened.</summary>
    public IReadOnlyList<ReplicaRecord> PledgedBy(Address worker) => UnderWay(worker, ReplicaState.Pledged);

    /// <summary>A worker's last parts that came to nothing, the newest first.</summary>
    public IReadOnlyList<ReplicaRecord> LastLost(Address worker, int most) => database.Read(unit => (IReadOnlyList<ReplicaRecord>)
        [.. unit.Query<Row>(
            $"SELECT {Columns} FROM replicas WHERE worker = @Worker AND state IN ('Lost', 'Failed', 'Rejected') ORDER BY changed_at DESC LIMIT @most",
            new { Worker = worker.ToString(), most }).Select(row => row.ToReplica())]);

    public IReadOnlyList<StateMove> History(Bytes32 task, Address worker) => database.Read(unit => HistoryText.Read(unit.ExecuteScalar<string>(
        "SELECT history FROM replicas WHERE task = @Task AND worker = @Worker", new { Task = task.ToString(), Worker = AddressText.Of(worker) })));

    public static IReadOnlyList<ReplicaRecord> OfTask(UnitOfWork unit, Bytes32 task) =>
        Query(unit, "task = @Task", new { Task = task.ToString() });

    /// <summary>The replicas of some tasks, without the signatures of their pledges.</summary>
    public static IReadOnlyList<ReplicaRecord> OfTasks(UnitOfWork unit, IEnumerable<Bytes32> tasks) =>
        Query(unit, ColumnsOfMany, $"task {unit.IsIn("@Tasks")}", new { Tasks = unit.List(tasks) });

    public static IReadOnlyList<ReplicaRecord> Query(UnitOfWork unit, string where, object parameters) =>
        Query(unit, Columns, where, parameters);

    private static IReadOnlyList<ReplicaRecord> Query(UnitOfWork unit, string columns, string where, object parameters) =>
        [.. unit.Query<Row>($"SELECT {columns} FROM replicas WHERE {where} ORDER BY assigned_at, worker", parameters).Select(row => row.ToReplica())];

    // The condition of the index, as it stands there.
    private IReadOnlyList<ReplicaRecord> UnderWay(Address worker, ReplicaState state) => database.Read(unit => Query(
        unit, "worker = @Worker AND state IN ('Assigned', 'Pledged') AND state = @State", new { Worker = AddressText.Of(worker), State = state.ToString() }));

    private sealed class Row
    {
        public string Task { get; init; } = "";

        public string Worker { get; init; } = "";

        public string State { get; init; } = "";

        public long AssignedAt { get; init; }

        public long? CommittedAt { get; init; }

        public long? CommittedBlock { get; init; }

        public string? Commitment { get; init; }

        public string? Pledge { get; init; }

        public byte[]? PledgeSignature { get; init; }

        public long? PledgedAt { get; init; }

        public long? Epoch { get; init; }

        public long? OpenedAt { get; init; }

        public string? ResultHash { get; init; }

        public string? Salt { get; init; }

        public string? Digest { get; init; }

        public byte[]? CallbackData { get; init; }

        public long AppFailed { get; init; }

        public long? RevealedBlock { get; init; }

        public string? Blame { get; init; }

        public string? Message { get; init; }

        public string? Host { get; init; }

        public long ChangedAt { get; init; }

        public ReplicaRecord ToReplica() => new()
        {
            Task = Bytes32.Parse(Task),
            Worker = AddressText.Parse(Worker),
            State = Enum.Parse<ReplicaState>(State),
            AssignedAt = DateTimeOffset.FromUnixTimeMilliseconds(AssignedAt),
            CommittedAt = Time(CommittedAt),
            CommittedBlock = (ulong?)CommittedBlock,
            Commitment = Hash(Commitment),
            Pledge = Hash(Pledge),
            PledgeSignature = PledgeSignature,
            PledgedAt = Time(PledgedAt),
            Epoch = (ulong?)Epoch,
            OpenedAt = Time(OpenedAt),
            ResultHash = Hash(ResultHash),
            Salt = Hash(Salt),
            Digest = Hash(Digest),
            CallbackData = CallbackData is { Length: 0 } ? [] : CallbackData,
            AppFailed = AppFailed != 0,
            RevealedBlock = (ulong?)RevealedBlock,
            Blame = Blame,
            Message = Message,
            Host = Host,
            ChangedAt = DateTimeOffset.FromUnixTimeMilliseconds(ChangedAt),
        };

        private static Bytes32? Hash(string? text) => text is null ? null : Bytes32.Parse(text);

        private static DateTimeOffset? Time(long? milliseconds) =>
            milliseconds is { } value ? DateTimeOffset.FromUnixTimeMilliseconds(value) : null;
    }
}
