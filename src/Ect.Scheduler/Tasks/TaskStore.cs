using Dapper;
using Ect.Ethereum;
using Ect.Protocol.Lifecycles;
using Ect.Scheduler.Storage;
using Microsoft.Data.Sqlite;

namespace Ect.Scheduler.Tasks;

/// <summary>Tasks and their history. The static methods take part in a caller's transaction.</summary>
internal sealed partial class TaskStore(Database database, TimeProvider time)
{
    /// <summary>
    /// Moves a task if it is still in <paramref name="from"/>, with a history row in the same transaction. False if
    /// somebody else has moved it.
    /// </summary>
    /// <exception cref="InvalidOperationException">The lifecycle has no such move.</exception>
    public Task<bool> TryMoveAsync(Bytes32 id, TaskState from, TaskState to, string evidence, CancellationToken ct = default) =>
        database.WriteAsync(connection => TryMove(connection, id, from, to, evidence, time.GetUtcNow()), ct);

    /// <inheritdoc cref="TryMoveAsync"/>
    public static bool TryMove(SqliteConnection connection, Bytes32 id, TaskState from, TaskState to, string evidence, DateTimeOffset at)
    {
        if (!TaskLifecycle.Table.CanMove(from, to))
        {
            throw new InvalidOperationException($"Task {id} cannot move from {from} to {to}: the task lifecycle has no such transition.");
        }

        var moved = connection.Execute(
            "UPDATE tasks SET state = @To, changed_at = @At WHERE id = @Id AND state = @From",
            new { Id = id.ToString(), From = from.ToString(), To = to.ToString(), At = at.ToUnixTimeMilliseconds() });
        if (moved == 1)
        {
            AddHistory(connection, id, from, to, evidence, at);
        }

        return moved == 1;
    }

    /// <summary>Creates the tasks of a deal; those that exist stay as they are.</summary>
    public static void Create(SqliteConnection connection, Bytes32 id, Bytes32 deal, uint index, string evidence, DateTimeOffset at)
    {
        var created = connection.Execute(
            """
            INSERT INTO tasks (id, deal, task_index, state, created_at, changed_at) VALUES (@Id, @Deal, @Index, @State, @At, @At)
            ON CONFLICT (id) DO NOTHING
            """,
            new { Id = id.ToString(), Deal = deal.ToString(), Index = (long)index, State = TaskLifecycle.Table.Initial.ToString(), At = at.ToUnixTimeMilliseconds() });
        if (created == 1)
        {
            AddHistory(connection, id, null, TaskLifecycle.Table.Initial, evidence, at);
        }
    }

    /// <summary>Says why the task waits. Writes only what is new.</summary>
    public Task SetReasonAsync(Bytes32 id, string? reason, CancellationToken ct = default) =>
        database.WriteAsync(connection =>
            connection.Execute("UPDATE tasks SET reason = @reason WHERE id = @Id AND reason IS NOT @reason", new { Id = id.ToString(), reason }), ct);

    /// <summary>Notes a deed that failed and when to try again.</summary>
    public Task PostponeAsync(Bytes32 id, DateTimeOffset retryAt, string reason, CancellationToken ct = default) =>
        database.WriteAsync(connection => connection.Execute(
            "UPDATE tasks SET attempts = attempts + 1, retry_at = @At, reason = @reason WHERE id = @Id",
            new { Id = id.ToString(), At = retryAt.ToUnixTimeMilliseconds(), reason }), ct);

    /// <summary>A deed succeeded: the next may follow at once.</summary>
    public Task ClearPostponementAsync(Bytes32 id, CancellationToken ct = default) =>
        database.WriteAsync(connection => connection.Execute(
            "UPDATE tasks SET attempts = 0, retry_at = 0 WHERE id = @Id AND attempts > 0", new { Id = id.ToString() }), ct);

    private static void AddHistory(SqliteConnection connection, Bytes32 id, TaskState? from, TaskState to, string evidence, DateTimeOffset at) =>
        connection.Execute(
            "INSERT INTO task_history (task, from_state, to_state, at, evidence) VALUES (@Id, @From, @To, @At, @evidence)",
            new { Id = id.ToString(), From = from?.ToString(), To = to.ToString(), At = at.ToUnixTimeMilliseconds(), evidence });
}
