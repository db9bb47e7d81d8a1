using Dapper;
using Ect.Ethereum;
using Microsoft.Data.Sqlite;

namespace Ect.Scheduler.Tasks;

/// <summary>What the chain says of tasks, written in the transaction of the cursor.</summary>
internal sealed partial class TaskStore
{
    /// <summary>Where and how a task ended; all null to take it back.</summary>
    public static void PutEnd(SqliteConnection connection, Bytes32 id, ulong? block, TaskResult? result) =>
        connection.Execute(
            """
            UPDATE tasks SET final_block = @Block, result_hash = @ResultHash, digest = @Digest, app_failed = @AppFailed, data_hash = @DataHash, reason = NULL
            WHERE id = @Id
            """,
            new
            {
                Id = id.ToString(),
                Block = (long?)block,
                ResultHash = result?.ResultHash.ToString(),
                Digest = result?.Digest.ToString(),
                AppFailed = result?.AppFailed ?? false,
                DataHash = result?.DataHash?.ToString(),
            });

    /// <summary>The reveal phase's deadline and where it was opened; zero and null to take it back.</summary>
    public static void PutReveal(SqliteConnection connection, Bytes32 id, ulong deadline, ulong? block) =>
        connection.Execute(
            "UPDATE tasks SET reveal_deadline = @Deadline, reveal_block = @Block WHERE id = @Id",
            new { Id = id.ToString(), Deadline = (long)deadline, Block = (long?)block });

    /// <summary>Tasks of which a block above this one said something beyond their deal.</summary>
    public static IReadOnlyList<TaskRecord> TouchedAbove(SqliteConnection connection, long block) =>
        [.. connection.Query<Row>(
            $"""
            SELECT {Columns} FROM tasks WHERE final_block > @block OR reveal_block > @block OR id IN (
                SELECT task FROM replicas WHERE committed_block > @block OR revealed_block > @block OR (commitment IS NOT NULL AND committed_block IS NULL))
            """,
            new { block }).Select(row => row.ToTask())];

    /// <summary>Every live task is to be compared with the chain before the next deed.</summary>
    public static void FlagRecheckOfOpen(SqliteConnection connection) =>
        connection.Execute("UPDATE tasks SET recheck = 1 WHERE state NOT IN @TerminalStates", new { TerminalStates });

    public Task ClearRecheckAsync(Bytes32 id, CancellationToken ct) =>
        database.WriteAsync(connection => connection.Execute("UPDATE tasks SET recheck = 0 WHERE id = @Id", new { Id = id.ToString() }), ct);
}
