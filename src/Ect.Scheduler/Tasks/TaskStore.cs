using Ect.Ethereum;
using Ect.Protocol.Lifecycles;
using Ect.Scheduler.Storage;

namespace Ect.Scheduler.Tasks;

/// <summary>Tasks and their history. The static methods take part in a caller's transaction.</summary>
internal sealed partial class TaskStore(Database database, TimeProvider time)
{
    private const string Move = $"UPDATE tasks SET state = @To, changed_at = @At, {HistoryText.Append} WHERE id = @Id AND state = @From";

    /// <summary>
    /// Moves a task if it is still in <paramref name="from"/>, with a history row in the same transaction. False if
    /// somebody else has moved it.
    /// </summary>
    /// <exception cref="InvalidOperationException">The lifecycle has no such move.</exception>
    public Task<bool> TryMoveAsync(Bytes32 id, TaskState from, TaskState to, string evidence, CancellationToken ct = default) =>
        database.WriteAsync(unit => TryMove(unit, id, from, to, evidence, time.GetUtcNow()), ct);

    /// <inheritdoc cref="TryMoveAsync"/>
    public static bool TryMove(UnitOfWork unit, Bytes32 id, TaskState from, TaskState to, string evidence, DateTimeOffset at)
    {
        CheckMove(from, to, id);
        var moved = unit.Execute(
            Move, new { Id = id.ToString(), From = from.ToString(), To = to.ToString(), At = at.ToUnixTimeMilliseconds(), Line = HistoryText.Line(from, to, evidence, at) });
        if (moved == 1)
        {
            unit.Touch(id);
            unit.Count(to);
        }

        return moved == 1;
    }

    /// <summary>Creates tasks of a deal; those that exist stay as they are.</summary>
    public static void Create(UnitOfWork unit, Bytes32 deal, IReadOnlyList<(Bytes32 Id, uint Index)> tasks, string evidence, DateTimeOffset at)
    {
        var initial = TaskLifecycle.Table.Initial;
        var line = HistoryText.Line(null, initial, evidence, at);
        var created = unit.ExecuteEach(
            """
            INSERT INTO tasks (id, deal, task_index, state, created_at, changed_at, history) VALUES (@Id, @Deal, @Index, @State, @At, @At, @Line)
            ON CONFLICT (id) DO NOTHING
            """,
            ["Id", "Deal", "Index", "State", "At", "Line"],
            [.. tasks.Select(task => new object?[] { task.Id.ToString(), deal.ToString(), (long)task.Index, initial.ToString(), at.ToUnixTimeMilliseconds(), line })]);
        unit.Count(initial, created.Sum());
        unit.TouchDeal(deal);
    }

    /// <summary>Moves those of many tasks that are still in <paramref name="from"/>.</summary>
    /// <inheritdoc cref="TryMoveAsync" path="/exception"/>
    public static void MoveEach(UnitOfWork unit, IReadOnlyList<Bytes32> ids, TaskState from, TaskState to, string evidence, DateTimeOffset at)
    {
        CheckMove(from, to, ids.Count > 0 ? ids[0] : default);
        var line = HistoryText.Line(from, to, evidence, at);
        var moved = unit.ExecuteEach(
            Move,
            ["To", "At", "Line", "Id", "From"],
            [.. ids.Select(id => new object?[] { to.ToString(), at.ToUnixTimeMilliseconds(), line, id.ToString(), from.ToString() })]);
        foreach (var (id, _) in ids.Zip(moved).Where(pair => pair.Second == 1))
        {
            unit.Touch(id);
            unit.Count(to);
        }
    }

    /// <summary>Notes a deed that failed and when to try again.</summary>
    public Task PostponeAsync(Bytes32 id, DateTimeOffset retryAt, string reason, CancellationToken ct = default) =>
        database.WriteAsync(unit =>
        {
            unit.Touch(id);
            unit.Execute(
                "UPDATE tasks SET attempts = attempts + 1, retry_at = @At, reason = @reason WHERE id = @Id",
                new { Id = id.ToString(), At = retryAt.ToUnixTimeMilliseconds(), reason });
        }, ct);

    /// <summary>A deed succeeded: the next may follow at once.</summary>
    public Task ClearPostponementAsync(Bytes32 id, CancellationToken ct = default) =>
        database.WriteAsync(unit =>
        {
            unit.Touch(id);
            unit.Execute("UPDATE tasks SET attempts = 0, retry_at = 0, reason = NULL WHERE id = @Id AND attempts > 0", new { Id = id.ToString() });
        }, ct);

    private static void CheckMove(TaskState from, TaskState to, Bytes32 id)
    {
        if (!TaskLifecycle.Table.CanMove(from, to))
        {
            throw new InvalidOperationException($"Task {id} cannot move from {from} to {to}: the task lifecycle has no such transition.");
        }
    }
}
