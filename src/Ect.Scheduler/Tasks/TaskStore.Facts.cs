using Ect.Ethereum;
using Ect.Protocol.Lifecycles;
using Ect.Scheduler.Storage;

namespace Ect.Scheduler.Tasks;

/// <summary>What the chain says of tasks, written in the transaction of the cursor.</summary>
internal sealed partial class TaskStore
{
    /// <summary>Where and how a task ended; all null to take it back.</summary>
    public static void PutEnd(UnitOfWork unit, Bytes32 id, ulong? block, TaskResult? result)
    {
        unit.Touch(id);
        unit.Execute(
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
                AppFailed = result is { AppFailed: true } ? 1L : 0L,
                DataHash = result?.DataHash?.ToString(),
            });
    }

    /// <summary>Tasks that a settlement ended, with their results.</summary>
    /// <inheritdoc cref="TryMoveAsync" path="/exception"/>
    public static void CompleteEach(UnitOfWork unit, IReadOnlyList<(TaskRecord Task, TaskResult Result)> ended, ulong block, string evidence, DateTimeOffset at)
    {
        var completed = unit.ExecuteEach(
            $"""
            UPDATE tasks SET state = @To, changed_at = @At, final_block = @Block, result_hash = @ResultHash, digest = @Digest, app_failed = @AppFailed, data_hash = @DataHash,
                reason = NULL, {HistoryText.Append}
            WHERE id = @Id AND state = @From
            """,
            ["To", "At", "Block", "ResultHash", "Digest", "AppFailed", "DataHash", "Line", "Id", "From"],
            [.. ended.Select(end => CompletionRow(end.Task, end.Result, block, evidence, at))]);
        unit.Count(TaskState.Completed, completed.Sum());
    }

    private static object?[] CompletionRow(TaskRecord task, TaskResult result, ulong block, string evidence, DateTimeOffset at)
    {
        CheckMove(task.State, TaskState.Completed, task.Id);
        return
        [
            nameof(TaskState.Completed), at.ToUnixTimeMilliseconds(), (long)block, result.ResultHash.ToString(), result.Digest.ToString(), result.AppFailed ? 1L : 0L,
            result.DataHash?.ToString(), HistoryText.Line(task.State, TaskState.Completed, evidence, at), task.Id.ToString(), task.State.ToString(),
        ];
    }

    /// <summary>The reveal phase's deadline and where it was opened; zero and null to take it back.</summary>
    public static void PutReveal(UnitOfWork unit, Bytes32 id, ulong deadline, ulong? block)
    {
        unit.Touch(id);
        unit.Execute(
            "UPDATE tasks SET reveal_deadline = @Deadline, reveal_block = @Block WHERE id = @Id",
            new { Id = id.ToString(), Deadline = (long)deadline, Block = (long?)block });
    }

    /// <summary>Tasks of which a block above this one said something beyond their deal.</summary>
    public static IReadOnlyList<TaskRecord> TouchedAbove(UnitOfWork unit, long block) =>
        [.. unit.Query<Row>(
            $"""
            SELECT {Columns} FROM tasks WHERE final_block > @block OR reveal_block > @block OR id IN (
                SELECT task FROM replicas WHERE committed_block > @block OR revealed_block > @block)
            """,
            new { block }).Select(row => row.ToTask())];

    /// <summary>Every live task is to be compared with the chain before the next deed.</summary>
    public static void FlagRecheckOfOpen(UnitOfWork unit)
    {
        unit.TouchEverything();
        unit.Execute($"UPDATE tasks SET recheck = 1 WHERE state NOT IN {TerminalStates}");
    }

    public Task ClearRecheckAsync(Bytes32 id, CancellationToken ct) =>
        database.WriteAsync(unit =>
        {
            unit.Touch(id);
            unit.Execute("UPDATE tasks SET recheck = 0 WHERE id = @Id", new { Id = id.ToString() });
        }, ct);
}
