using Dapper;
using Ect.Contracts;
using Ect.Ethereum;
using Ect.Protocol.Contributions;
using Ect.Protocol.Lifecycles;
using Ect.Scheduler.Deals;
using Ect.Scheduler.Storage;
using Ect.Wire;
using Microsoft.Data.Sqlite;

namespace Ect.Scheduler.Replicas;

/// <summary>Replicas and their history. The static methods take part in a caller's transaction.</summary>
internal sealed partial class ReplicaStore(Database database, TimeProvider time)
{
    /// <summary>
    /// Moves a replica if it is still in <paramref name="from"/>, with a history row in the same transaction. False if
    /// somebody else has moved it.
    /// </summary>
    /// <exception cref="InvalidOperationException">The lifecycle has no such move.</exception>
    public Task<bool> TryMoveAsync(Bytes32 task, Address worker, ReplicaState from, ReplicaState to, string evidence, CancellationToken ct = default) =>
        database.WriteAsync(connection => TryMove(connection, task, worker, from, to, evidence, time.GetUtcNow()), ct);

    /// <inheritdoc cref="TryMoveAsync"/>
    public static bool TryMove(SqliteConnection connection, Bytes32 task, Address worker, ReplicaState from, ReplicaState to, string evidence, DateTimeOffset at)
    {
        if (!ReplicaLifecycle.Table.CanMove(from, to))
        {
            throw new InvalidOperationException($"The replica of task {task} at {worker} cannot move from {from} to {to}: the replica lifecycle has no such transition.");
        }

        var moved = connection.Execute(
            "UPDATE replicas SET state = @To, changed_at = @At WHERE task = @Task AND worker = @Worker AND state = @From",
            new { Task = task.ToString(), Worker = worker.ToString(), From = from.ToString(), To = to.ToString(), At = at.ToUnixTimeMilliseconds() });
        if (moved == 1)
        {
            AddHistory(connection, task, worker, from, to, evidence, at);
        }

        return moved == 1;
    }

    /// <summary>
    /// Writes an assignment before it is sent, and that the deal had its turn. False if the worker has a part in the task
    /// already, unless that was given up for lost.
    /// </summary>
    public Task<bool> TryAssignAsync(Bytes32 task, Bytes32 deal, Address worker, CancellationToken ct = default) =>
        database.WriteAsync(connection =>
        {
            var at = time.GetUtcNow();
            if (!TryCreate(connection, task, worker, ReplicaLifecycle.Table.Initial, "authorised and assigned", at)
                && !TryMove(connection, task, worker, ReplicaState.Lost, ReplicaState.Assigned, "back, and assigned again", at)
                && !TryMove(connection, task, worker, ReplicaState.Failed, ReplicaState.Assigned, "assigned again after a pause", at))
            {
                return false;
            }

            connection.Execute(
                "UPDATE replicas SET assigned_at = @At WHERE task = @Task AND worker = @Worker",
                new { Task = task.ToString(), Worker = worker.ToString(), At = at.ToUnixTimeMilliseconds() });
            DealStore.Served(connection, deal, at.ToUnixTimeMilliseconds());
            return true;
        }, ct);

    /// <summary>Creates a replica in a state; false if the worker has one already.</summary>
    public static bool TryCreate(SqliteConnection connection, Bytes32 task, Address worker, ReplicaState state, string evidence, DateTimeOffset at)
    {
        var created = connection.Execute(
            """
            INSERT INTO replicas (task, worker, state, assigned_at, changed_at) VALUES (@Task, @Worker, @State, @At, @At)
            ON CONFLICT (task, worker) DO NOTHING
            """,
            new { Task = task.ToString(), Worker = worker.ToString(), State = state.ToString(), At = at.ToUnixTimeMilliseconds() });
        if (created == 1)
        {
            AddHistory(connection, task, worker, null, state, evidence, at);
        }

        return created == 1;
    }

    /// <summary>Keeps an opening. It counts only when the replica moves to an opened state.</summary>
    public static void PutOpening(SqliteConnection connection, Bytes32 task, Address worker, ReceivedOpening opening, DateTimeOffset at) =>
        connection.Execute(
            """
            UPDATE replicas SET result_hash = @ResultHash, salt = @Salt, digest = @Digest, callback_data = @CallbackData, app_failed = @AppFailed, opened_at = @At
            WHERE task = @Task AND worker = @Worker
            """,
            new
            {
                Task = task.ToString(),
                Worker = worker.ToString(),
                ResultHash = opening.ResultHash.ToString(),
                Salt = opening.Salt.ToString(),
                Digest = opening.Digest.ToString(),
                opening.CallbackData,
                opening.AppFailed,
                At = at.ToUnixTimeMilliseconds(),
            });

    public static void PutCommitment(SqliteConnection connection, Bytes32 task, Address worker, Bytes32 commitment, ulong? block, DateTimeOffset at) =>
        connection.Execute(
            """
            UPDATE replicas SET commitment = @Commitment, committed_block = @Block, committed_at = coalesce(committed_at, @At)
            WHERE task = @Task AND worker = @Worker
            """,
            new { Task = task.ToString(), Worker = worker.ToString(), Commitment = commitment.ToString(), Block = (long?)block, At = at.ToUnixTimeMilliseconds() });

    /// <summary>The chain has no such commitment any more.</summary>
    public static void ClearCommitment(SqliteConnection connection, Bytes32 task, Address worker, DateTimeOffset at) =>
        connection.Execute(
            """
            UPDATE replicas SET commitment = NULL, committed_block = NULL, committed_at = NULL, revealed_block = NULL, assigned_at = @At
            WHERE task = @Task AND worker = @Worker
            """,
            new { Task = task.ToString(), Worker = worker.ToString(), At = at.ToUnixTimeMilliseconds() });

    /// <summary>The worker gave its assignment back. False if it has none that is uncommitted.</summary>
    public Task<bool> TryFailAsync(Bytes32 task, Address worker, Blame blame, string message, CancellationToken ct = default) =>
        database.WriteAsync(connection =>
        {
            PutBlame(connection, task, worker, blame.ToString(), message);
            return TryMove(connection, task, worker, ReplicaState.Assigned, ReplicaState.Failed, $"{blame}: {message}", time.GetUtcNow());
        }, ct);

    public static void PutReveal(SqliteConnection connection, EctHub.TaskRevealedEvent revealed) =>
        connection.Execute(
            """
            UPDATE replicas SET result_hash = @ResultHash, digest = @Digest, app_failed = @AppFailed, revealed_block = @Block
            WHERE task = @Task AND worker = @Worker
            """,
            new
            {
                Task = revealed.Task.ToString(),
                Worker = revealed.Worker.ToString(),
                ResultHash = ResultHash.OfData(revealed.Digest, revealed.DataHash).ToString(),
                Digest = revealed.Digest.ToString(),
                AppFailed = revealed.DataHash == ResultHash.AppFailed,
                Block = (long)revealed.Position.BlockNumber,
            });

    public static void ClearReveal(SqliteConnection connection, Bytes32 task, Address worker) =>
        connection.Execute("UPDATE replicas SET revealed_block = NULL WHERE task = @Task AND worker = @Worker", new { Task = task.ToString(), Worker = worker.ToString() });

    private static void PutBlame(SqliteConnection connection, Bytes32 task, Address worker, string blame, string message) =>
        connection.Execute(
            "UPDATE replicas SET blame = @blame, message = @message WHERE task = @Task AND worker = @Worker",
            new { Task = task.ToString(), Worker = worker.ToString(), blame, message });

    private static void AddHistory(SqliteConnection connection, Bytes32 task, Address worker, ReplicaState? from, ReplicaState to, string evidence, DateTimeOffset at) =>
        connection.Execute(
            "INSERT INTO replica_history (task, worker, from_state, to_state, at, evidence) VALUES (@Task, @Worker, @From, @To, @At, @evidence)",
            new { Task = task.ToString(), Worker = worker.ToString(), From = from?.ToString(), To = to.ToString(), At = at.ToUnixTimeMilliseconds(), evidence });
}
