using System.Data.Common;
using Dapper;
using Ect.Ethereum;
using Ect.Protocol.Lifecycles;

namespace Ect.Scheduler.Storage;

/// <summary>
/// One transaction, and the tasks of which it changed something: when it is committed, whoever keeps tasks in memory reads
/// these again.
/// </summary>
internal sealed class UnitOfWork(IEngine engine, DbConnection connection, DbTransaction transaction, StatementCache? statements = null)
{
    private readonly HashSet<Bytes32> _touched = [];
    private readonly HashSet<Bytes32> _touchedDeals = [];

    /// <summary>How many parts came to each state.</summary>
    public Dictionary<ReplicaState, int> ReplicaMoves { get; } = [];

    /// <summary>How many tasks came to each state.</summary>
    public Dictionary<TaskState, int> TaskMoves { get; } = [];

    /// <summary>Tasks that were changed.</summary>
    public IReadOnlyCollection<Bytes32> Touched => _touched;

    /// <summary>Deals of which any number of tasks were changed.</summary>
    public IReadOnlyCollection<Bytes32> TouchedDeals => _touchedDeals;

    /// <summary>Whether more was changed than <see cref="Touched"/> names.</summary>
    public bool IsEverythingTouched { get; private set; }

    /// <summary>Counts parts that came to a state.</summary>
    public void Count(ReplicaState to, int count = 1) => ReplicaMoves[to] = ReplicaMoves.GetValueOrDefault(to) + count;

    /// <summary>Counts tasks that came to a state.</summary>
    public void Count(TaskState to, int count = 1) => TaskMoves[to] = TaskMoves.GetValueOrDefault(to) + count;

    /// <summary>Says that something of a task, or of a replica of it, is written.</summary>
    public void Touch(Bytes32 task) => _touched.Add(task);

    /// <summary>Says so of tasks by the text of their ids.</summary>
    public void Touch(IEnumerable<string> tasks) => _touched.UnionWith(tasks.Select(Bytes32.Parse));

    /// <summary>Says that something of a deal, or of many of its tasks, is written.</summary>
    public void TouchDeal(Bytes32 deal) => _touchedDeals.Add(deal);

    /// <summary>Says that something of many tasks is written.</summary>
    public void TouchEverything() => IsEverythingTouched = true;

    /// <inheritdoc cref="IEngine.IsIn"/>
    public string IsIn(string parameter) => engine.IsIn(parameter);

    /// <inheritdoc cref="IEngine.List"/>
    public object List(IEnumerable<Bytes32> ids) => engine.List(ids.Select(id => id.ToString()));

    public int Execute(string sql, object? parameters = null) =>
        statements is not null && StatementCache.Keeps(sql) ? statements.Execute(sql, parameters, transaction) : connection.Execute(sql, parameters, transaction);

    /// <summary>Runs one statement for each row, in order; how many rows each changed.</summary>
    public IReadOnlyList<int> ExecuteEach(string sql, IReadOnlyList<string> names, IReadOnlyList<object?[]> rows) =>
        rows.Count == 0 ? [] : statements?.ExecuteEach(sql, names, rows, transaction) ?? engine.ExecuteEach(connection, transaction, sql, names, rows);

    public T? ExecuteScalar<T>(string sql, object? parameters = null) => Query<T?>(sql, parameters).FirstOrDefault();

    public List<T> Query<T>(string sql, object? parameters = null) =>
        statements is not null && StatementCache.Keeps(sql) ? statements.Query<T>(sql, parameters, transaction) : connection.Query<T>(sql, parameters, transaction).AsList();

    public T QuerySingle<T>(string sql, object? parameters = null) => Query<T>(sql, parameters).Single();

    public T? QuerySingleOrDefault<T>(string sql, object? parameters = null) => Query<T>(sql, parameters).SingleOrDefault();
}
