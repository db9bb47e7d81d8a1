using Ect.Ethereum;
using Ect.Protocol.Lifecycles;
using Ect.Scheduler.Deals;
using Ect.Scheduler.Replicas;
using Ect.Scheduler.Storage;

namespace Ect.Scheduler.Tasks;

internal sealed partial class TaskStore
{
    private const string Columns = """
        id AS Id, deal AS Deal, task_index AS TaskIndex, state AS State, path AS Path, epoch AS Epoch, reveal_deadline AS RevealDeadline, reveal_block AS RevealBlock, result_hash AS ResultHash,
        digest AS Digest, app_failed AS AppFailed, final_block AS FinalBlock, recheck AS Recheck, reason AS Reason, attempts AS Attempts, retry_at AS RetryAt,
        created_at AS CreatedAt, changed_at AS ChangedAt
        """;

    // Of one statement.
    private const int MostAtOnce = 2_000;

    public static readonly string TerminalStates = SqlText.List(Enum.GetValues<TaskState>().Where(TaskLifecycle.Table.IsTerminal));

    public TaskRecord? Find(Bytes32 id) => database.Read(unit => Find(unit, id));

    public static TaskRecord? Find(UnitOfWork unit, Bytes32 id) =>
        unit.QuerySingleOrDefault<Row>($"SELECT {Columns} FROM tasks WHERE id = @Id", new { Id = id.ToString() })?.ToTask();

    public static IReadOnlyList<TaskRecord> OfDeal(UnitOfWork unit, Bytes32 deal) =>
        [.. unit.Query<Row>($"SELECT {Columns} FROM tasks WHERE deal = @Deal ORDER BY task_index", new { Deal = deal.ToString() }).Select(row => row.ToTask())];

    /// <summary>Every task that has not ended, with its deal and its replicas, from one snapshot; the oldest deal first.</summary>
    public IReadOnlyList<OpenTask> LoadOpen() => database.Read(unit =>
        Load(unit, $"state NOT IN {TerminalStates}", new { }));

    /// <summary>Those of some tasks, and of all tasks of some deals, that have not ended, from one snapshot.</summary>
    public IReadOnlyList<OpenTask> LoadOpen(IReadOnlyCollection<Bytes32> ids, IReadOnlyCollection<Bytes32> deals) => database.Read(unit =>
    {
        List<OpenTask> open = [];
        foreach (var some in ids.Chunk(MostAtOnce))
        {
            open.AddRange(Load(unit, $"id {unit.IsIn("@Ids")} AND state NOT IN {TerminalStates}", new { Ids = unit.List(some) }));
        }

        foreach (var deal in deals)
        {
            open.AddRange(Load(unit, $"deal = @Deal AND state NOT IN {TerminalStates}", new { Deal = deal.ToString() }));
        }

        return open;
    });

    /// <summary>Some tasks with their replicas, ended or not, in a caller's transaction.</summary>
    public static IReadOnlyList<OpenTask> Load(UnitOfWork unit, IReadOnlyCollection<Bytes32> ids) =>
        [.. ids.Chunk(MostAtOnce).SelectMany(some => Load(unit, $"id {unit.IsIn("@Ids")}", new { Ids = unit.List(some) }))];

    /// <summary>Some tasks with their replicas, ended or not, from one snapshot.</summary>
    public IReadOnlyList<OpenTask> Load(IReadOnlyCollection<Bytes32> ids) => database.Read(unit => Load(unit, ids));

    /// <summary>One task with its deal and its replicas; null if it is not ours.</summary>
    public OpenTask? Load(Bytes32 id) => database.Read(unit => Load(unit, "id = @Id", new { Id = id.ToString() }).SingleOrDefault());

    public IReadOnlyList<StateMove> History(Bytes32 id) => database.Read(unit =>
        HistoryText.Read(unit.ExecuteScalar<string>("SELECT history FROM tasks WHERE id = @Id", new { Id = id.ToString() })));

    /// <summary>How many tasks ended in each state.</summary>
    public IReadOnlyDictionary<string, int> CountEnded() => database.Read(unit =>
        unit.Query<(string State, long Count)>($"SELECT state, count(*) FROM tasks WHERE state IN {TerminalStates} GROUP BY state ORDER BY state").ToDictionary(row => row.State, row => (int)row.Count));

    private static IReadOnlyList<OpenTask> Load(UnitOfWork unit, string where, object parameters)
    {
        var tasks = unit.Query<Row>($"SELECT {Columns} FROM tasks WHERE {where}", parameters).Select(row => row.ToTask()).ToList();
        var deals = tasks.Select(task => task.Deal).Distinct().Chunk(MostAtOnce).SelectMany(some => DealStore.Of(unit, some)).ToDictionary(deal => deal.Id);
        var replicas = tasks.Select(task => task.Id).Chunk(MostAtOnce).SelectMany(some => ReplicaStore.OfTasks(unit, some)).ToLookup(replica => replica.Task);
        return
        [
            .. tasks.Select(task => new OpenTask(task, deals[task.Deal], [.. replicas[task.Id]]))
                .OrderBy(open => open.Deal.Block).ThenBy(open => open.Deal.LogIndex).ThenBy(open => open.Task.Index),
        ];
    }

    private sealed class Row
    {
        public string Id { get; init; } = "";

        public string Deal { get; init; } = "";

        public long TaskIndex { get; init; }

        public string State { get; init; } = "";

        public string Path { get; init; } = "";

        public long? Epoch { get; init; }

        public long RevealDeadline { get; init; }

        public long? RevealBlock { get; init; }

        public string? ResultHash { get; init; }

        public string? Digest { get; init; }

        public long AppFailed { get; init; }

        public long? FinalBlock { get; init; }

        public long Recheck { get; init; }

        public string? Reason { get; init; }

        public long Attempts { get; init; }

        public long RetryAt { get; init; }

        public long CreatedAt { get; init; }

        public long ChangedAt { get; init; }

        public TaskRecord ToTask() => new()
        {
            Id = Bytes32.Parse(Id),
            Deal = Bytes32.Parse(Deal),
            Index = (uint)TaskIndex,
            State = Enum.Parse<TaskState>(State),
            Path = Enum.Parse<TaskPath>(Path),
            Epoch = (ulong?)Epoch,
            RevealDeadline = (ulong)RevealDeadline,
            RevealBlock = (ulong?)RevealBlock,
            ResultHash = ResultHash is null ? null : Bytes32.Parse(ResultHash),
            Digest = Digest is null ? null : Bytes32.Parse(Digest),
            AppFailed = AppFailed != 0,
            FinalBlock = (ulong?)FinalBlock,
            Recheck = Recheck != 0,
            Reason = Reason,
            Attempts = (int)Attempts,
            RetryAt = DateTimeOffset.FromUnixTimeMilliseconds(RetryAt),
            CreatedAt = DateTimeOffset.FromUnixTimeMilliseconds(CreatedAt),
            ChangedAt = DateTimeOffset.FromUnixTimeMilliseconds(ChangedAt),
        };
    }
}
