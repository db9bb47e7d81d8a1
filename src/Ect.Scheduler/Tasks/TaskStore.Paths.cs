using Dapper;
using Ect.Ethereum;
using Ect.Protocol.Lifecycles;
using Microsoft.Data.Sqlite;

namespace Ect.Scheduler.Tasks;

/// <summary>Which path a task takes, and which epoch it waits for.</summary>
internal sealed partial class TaskStore
{
    /// <summary>Decides the path of all undecided tasks of a deal.</summary>
    public Task DecidePathAsync(Bytes32 deal, TaskPath path, CancellationToken ct) => database.WriteAsync(
        connection =>
        {
            CheckPath(TaskPath.Undecided, path);
            connection.Execute(
                "UPDATE tasks SET path = @Path WHERE deal = @Deal AND path = @Undecided",
                new { Deal = deal.ToString(), Path = path.ToString(), Undecided = nameof(TaskPath.Undecided) });
        },
        ct);

    /// <summary>
    /// Takes a task off the epoch path if it is still on it, with a history row; who has committed there is free to commit on
    /// chain. False if it was off it.
    /// </summary>
    public static bool TryLeaveEpochPath(SqliteConnection connection, TaskRecord task, string evidence, DateTimeOffset at)
    {
        CheckPath(TaskPath.Epoch, TaskPath.Direct);
        var left = connection.Execute(
            "UPDATE tasks SET path = @Direct, epoch = NULL WHERE id = @Id AND path != @Direct", new { Id = task.Id.ToString(), Direct = nameof(TaskPath.Direct) }) == 1;
        if (left)
        {
            AddHistory(connection, task.Id, task.State, task.State, $"left the epoch path: {evidence}", at);
        }

        return left;
    }

    /// <summary>The tasks wait for this epoch, or null: for the next one.</summary>
    public static void PutEpoch(SqliteConnection connection, IEnumerable<Bytes32> ids, ulong? epoch)
    {
        foreach (var id in ids)
        {
            connection.Execute("UPDATE tasks SET epoch = @Epoch WHERE id = @Id", new { Id = id.ToString(), Epoch = (long?)epoch });
        }
    }

    /// <summary>Tasks that wait for an epoch wait no longer; those that it settled keep it.</summary>
    public static void ReleaseFrom(SqliteConnection connection, ulong epoch) =>
        connection.Execute("UPDATE tasks SET epoch = NULL WHERE epoch = @Epoch AND state NOT IN @TerminalStates", new { Epoch = (long)epoch, TerminalStates });

    /// <summary>As <see cref="ReleaseFrom"/>, of an epoch that came to nothing: each time its tasks wait longer for the next one, which costs gas.</summary>
    public static void PostponeFrom(SqliteConnection connection, ulong epoch, DateTimeOffset now, TimeSpan longest)
    {
        connection.Execute(
            """
            UPDATE tasks SET attempts = attempts + 1, retry_at = @Now + min(@Longest, 1000 * (1 << min(attempts, 20)))
            WHERE epoch = @Epoch AND state NOT IN @TerminalStates
            """,
            new { Now = now.ToUnixTimeMilliseconds(), Longest = (long)longest.TotalMilliseconds, Epoch = (long)epoch, TerminalStates });
        ReleaseFrom(connection, epoch);
    }

    /// <summary>When a task of the deal was last completed; the beginning of time if none was.</summary>
    public DateTimeOffset LastCompletionOf(Bytes32 deal) => DateTimeOffset.FromUnixTimeMilliseconds(database.Read(connection => connection.ExecuteScalar<long>(
        "SELECT coalesce(max(changed_at), 0) FROM tasks WHERE deal = @Deal AND state = @Completed", new { Deal = deal.ToString(), Completed = nameof(TaskState.Completed) })));

    private static void CheckPath(TaskPath from, TaskPath to)
    {
        if (!TaskPathLifecycle.Table.CanMove(from, to))
        {
            throw new InvalidOperationException($"A task cannot change from the path {from} to {to}.");
        }
    }
}
