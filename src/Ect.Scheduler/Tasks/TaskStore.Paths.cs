using Ect.Ethereum;
using Ect.Protocol.Lifecycles;
using Ect.Scheduler.Storage;

namespace Ect.Scheduler.Tasks;

/// <summary>Which path a task takes, and which epoch it waits for.</summary>
internal sealed partial class TaskStore
{
    private const string Postpone =
        "UPDATE tasks SET attempts = attempts + 1, retry_at = @Now + CASE WHEN attempts < 20 AND 1000 * (1 << CAST(attempts AS INT)) < @Longest THEN 1000 * (1 << CAST(attempts AS INT)) ELSE @Longest END";

    /// <summary>Decides the path of all undecided tasks of a deal.</summary>
    public Task DecidePathAsync(Bytes32 deal, TaskPath path, CancellationToken ct) => database.WriteAsync(
        unit =>
        {
            CheckPath(TaskPath.Undecided, path);
            unit.Execute(
                "UPDATE tasks SET path = @Path WHERE deal = @Deal AND path = @Undecided",
                new { Deal = deal.ToString(), Path = path.ToString(), Undecided = nameof(TaskPath.Undecided) });
            unit.TouchDeal(deal);
        },
        ct);

    /// <summary>
    /// Takes a task off the epoch path if it is still on it, with a history row; who has committed there is free to commit on
    /// chain. False if it was off it.
    /// </summary>
    public static bool TryLeaveEpochPath(UnitOfWork unit, TaskRecord task, string evidence, DateTimeOffset at)
    {
        CheckPath(TaskPath.Epoch, TaskPath.Direct);
        var left = unit.Execute(
            $"UPDATE tasks SET path = @Direct, epoch = NULL, {HistoryText.Append} WHERE id = @Id AND path != @Direct",
            new { Id = task.Id.ToString(), Direct = nameof(TaskPath.Direct), Line = HistoryText.Line(task.State, task.State, $"left the epoch path: {evidence}", at) }) == 1;
        if (left)
        {
            unit.Touch(task.Id);
        }

        return left;
    }

    /// <summary>The tasks wait for this epoch, or null: for the next one.</summary>
    public static void PutEpoch(UnitOfWork unit, IEnumerable<Bytes32> ids, ulong? epoch)
    {
        var rows = new List<object?[]>();
        foreach (var id in ids)
        {
            unit.Touch(id);
            rows.Add([(long?)epoch, id.ToString()]);
        }

        unit.ExecuteEach("UPDATE tasks SET epoch = @Epoch WHERE id = @Id", ["Epoch", "Id"], rows);
    }

    /// <summary>Tasks that wait for an epoch wait no longer; those that it settled keep it.</summary>
    public static void ReleaseFrom(UnitOfWork unit, ulong epoch) =>
        unit.Touch(unit.Query<string>($"UPDATE tasks SET epoch = NULL WHERE epoch = @Epoch AND state NOT IN {TerminalStates} RETURNING id", new { Epoch = (long)epoch }));

    /// <summary>The tasks of an epoch that has not ended are these: the others wait for another one.</summary>
    public static void Replace(UnitOfWork unit, ulong epoch, IReadOnlySet<Bytes32> ids)
    {
        var before = unit.Query<string>($"SELECT id FROM tasks WHERE epoch = @Epoch AND state NOT IN {TerminalStates}", new { Epoch = (long)epoch }).Select(Bytes32.Parse).ToHashSet();
        PutEpoch(unit, before.Where(id => !ids.Contains(id)), null);
        PutEpoch(unit, ids.Where(id => !before.Contains(id)), epoch);
    }

    /// <summary>As <see cref="ReleaseFrom"/>, of an epoch that came to nothing: each time its tasks wait longer for the next one, which costs gas.</summary>
    public static void PostponeFrom(UnitOfWork unit, ulong epoch, DateTimeOffset now, TimeSpan longest)
    {
        unit.Execute(
            $"{Postpone} WHERE epoch = @Epoch AND state NOT IN {TerminalStates}",
            new { Now = now.ToUnixTimeMilliseconds(), Longest = (long)longest.TotalMilliseconds, Epoch = (long)epoch });
        ReleaseFrom(unit, epoch);
    }

    /// <summary>Tasks that no epoch has and that one could not settle wait longer for the next one.</summary>
    public static void PostponeEach(UnitOfWork unit, IReadOnlyCollection<Bytes32> ids, DateTimeOffset now, TimeSpan longest)
    {
        foreach (var id in ids)
        {
            unit.Touch(id);
        }

        unit.ExecuteEach(
            $"{Postpone} WHERE id = @Id AND epoch IS NULL AND state NOT IN {TerminalStates}",
            ["Now", "Longest", "Id"],
            [.. ids.Select(id => new object?[] { now.ToUnixTimeMilliseconds(), (long)longest.TotalMilliseconds, id.ToString() })]);
    }

    /// <summary>When a task of the deal was last completed; the beginning of time if none was.</summary>
    public DateTimeOffset LastCompletionOf(Bytes32 deal) => DateTimeOffset.FromUnixTimeMilliseconds(database.Read(unit => unit.ExecuteScalar<long>(
        "SELECT coalesce(max(changed_at), 0) FROM tasks WHERE deal = @Deal AND state = @Completed", new { Deal = deal.ToString(), Completed = nameof(TaskState.Completed) })));

    private static void CheckPath(TaskPath from, TaskPath to)
    {
        if (!TaskPathLifecycle.Table.CanMove(from, to))
        {
            throw new InvalidOperationException($"A task cannot change from the path {from} to {to}.");
        }
    }
}
