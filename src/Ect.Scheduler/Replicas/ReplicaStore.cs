using Ect.Contracts;
using Ect.Ethereum;
using Ect.Protocol.Contributions;
using Ect.Protocol.Lifecycles;
using Ect.Scheduler.Deals;
using Ect.Scheduler.Storage;
using Ect.Scheduler.Tasks;
using Ect.Wire;

namespace Ect.Scheduler.Replicas;

/// <summary>Replicas and their history. The static methods take part in a caller's transaction.</summary>
internal sealed partial class ReplicaStore(Database database, TimeProvider time)
{
    private const string Move = $"UPDATE replicas SET state = @To, changed_at = @At, {HistoryText.Append} WHERE task = @Task AND worker = @Worker AND state = @From";

    /// <summary>
    /// Moves a replica if it is still in <paramref name="from"/>, with a history row in the same transaction. False if
    /// somebody else has moved it.
    /// </summary>
    /// <exception cref="InvalidOperationException">The lifecycle has no such move.</exception>
    public Task<bool> TryMoveAsync(Bytes32 task, Address worker, ReplicaState from, ReplicaState to, string evidence, CancellationToken ct = default) =>
        database.WriteAsync(unit => TryMove(unit, task, worker, from, to, evidence, time.GetUtcNow()), ct);

    /// <inheritdoc cref="TryMoveAsync"/>
    public static bool TryMove(UnitOfWork unit, Bytes32 task, Address worker, ReplicaState from, ReplicaState to, string evidence, DateTimeOffset at)
    {
        CheckMove(task, worker, from, to);
        var moved = Write(
            unit,
            task,
            Move,
            new
            {
                Task = task.ToString(),
                Worker = AddressText.Of(worker),
                From = from.ToString(),
                To = to.ToString(),
                At = at.ToUnixTimeMilliseconds(),
                Line = HistoryText.Line(from, to, evidence, at),
            });
        unit.Count(to, moved);
        return moved == 1;
    }

    /// <summary>Moves many replicas, each if it is still in the state that it had when it was read.</summary>
    /// <inheritdoc cref="TryMoveAsync" path="/exception"/>
    public static void MoveEach(UnitOfWork unit, IReadOnlyList<(ReplicaRecord Replica, ReplicaState To, string Evidence)> moves, DateTimeOffset at)
    {
        foreach (var (replica, to, _) in moves)
        {
            CheckMove(replica.Task, replica.Worker, replica.State, to);
            unit.Touch(replica.Task);
        }

        var moved = unit.ExecuteEach(
            Move,
            ["To", "At", "Line", "Task", "Worker", "From"],
            [
                .. moves.Select(move => new object?[]
                {
                    move.To.ToString(),
                    at.ToUnixTimeMilliseconds(),
                    HistoryText.Line(move.Replica.State, move.To, move.Evidence, at),
                    move.Replica.Task.ToString(),
                    AddressText.Of(move.Replica.Worker),
                    move.Replica.State.ToString(),
                }),
            ]);
        foreach (var (move, count) in moves.Zip(moved))
        {
            unit.Count(move.To, count);
        }
    }

    /// <summary>
    /// Writes assignments before they are sent, that their tasks run, and that their deals had their turn. Gives those that
    /// were written: not those of a worker that has a part in the task already, unless that was given up for lost.
    /// </summary>
    public Task<IReadOnlyList<T>> AssignAsync<T>(IReadOnlyList<T> wanted, Func<T, (Bytes32 Task, Bytes32 Deal, Address Worker, string? Host)> read, Func<T, string> evidence, CancellationToken ct = default) =>
        database.WriteAsync<IReadOnlyList<T>>(unit =>
        {
            var at = time.GetUtcNow();
            var parts = wanted.Select(read).ToList();
            var initial = ReplicaLifecycle.Table.Initial;
            var created = unit.ExecuteEach(
                """
                INSERT INTO replicas (task, worker, state, assigned_at, changed_at, history, host) VALUES (@Task, @Worker, @State, @At, @At, @Line, @Host)
                ON CONFLICT (task, worker) DO NOTHING
                """,
                ["Task", "Worker", "State", "At", "Line", "Host"],
                [
                    .. parts.Select((part, row) => new object?[]
                    {
                        part.Task.ToString(), AddressText.Of(part.Worker), initial.ToString(), at.ToUnixTimeMilliseconds(), HistoryText.Line(null, initial, evidence(wanted[row]), at), part.Host,
                    }),
                ]);
            unit.Count(initial, created.Sum());
            var given = wanted.Where((_, row) => created[row] == 1 || TryAssignAgain(unit, parts[row].Task, parts[row].Worker, parts[row].Host, at)).ToList();
            var served = given.Select(read).ToList();
            served.ForEach(part => unit.Touch(part.Task));
            TaskStore.MoveEach(unit, [.. served.Select(part => part.Task).Distinct()], TaskState.Waiting, TaskState.Running, "assigned to a worker", at);
            foreach (var deal in served.Select(part => part.Deal).Distinct())
            {
                DealStore.Served(unit, deal, at.ToUnixTimeMilliseconds());
            }

            return given;
        }, ct);

    private static bool TryAssignAgain(UnitOfWork unit, Bytes32 task, Address worker, string? host, DateTimeOffset at)
    {
        if (!TryMove(unit, task, worker, ReplicaState.Lost, ReplicaState.Assigned, "back, and assigned again", at)
            && !TryMove(unit, task, worker, ReplicaState.Failed, ReplicaState.Assigned, "assigned again after a pause", at))
        {
            return false;
        }

        Restart(unit, task, worker, at);
        Write(unit, task, "UPDATE replicas SET host = @host WHERE task = @Task AND worker = @Worker", new { Task = task.ToString(), Worker = AddressText.Of(worker), host });
        return true;
    }

    /// <summary>Creates a replica in a state; false if the worker has one already.</summary>
    public static bool TryCreate(UnitOfWork unit, Bytes32 task, Address worker, ReplicaState state, string evidence, DateTimeOffset at)
    {
        var created = Write(
            unit,
            task,
            """
            INSERT INTO replicas (task, worker, state, assigned_at, changed_at, history) VALUES (@Task, @Worker, @State, @At, @At, @Line)
            ON CONFLICT (task, worker) DO NOTHING
            """,
            new { Task = task.ToString(), Worker = AddressText.Of(worker), State = state.ToString(), At = at.ToUnixTimeMilliseconds(), Line = HistoryText.Line(null, state, evidence, at) });
        unit.Count(state, created);
        return created == 1;
    }

    /// <summary>Keeps an opening. It counts only when the replica moves to an opened state.</summary>
    public static void PutOpening(UnitOfWork unit, Bytes32 task, Address worker, ReceivedOpening opening, DateTimeOffset at) =>
        Write(
            unit,
            task,
            """
            UPDATE replicas SET result_hash = @ResultHash, salt = @Salt, digest = @Digest, callback_data = @CallbackData, app_failed = @AppFailed, opened_at = @At
            WHERE task = @Task AND worker = @Worker
            """,
            new
            {
                Task = task.ToString(),
                Worker = AddressText.Of(worker),
                ResultHash = opening.ResultHash.ToString(),
                Salt = opening.Salt.ToString(),
                Digest = opening.Digest.ToString(),
                opening.CallbackData,
                AppFailed = opening.AppFailed ? 1L : 0L,
                At = at.ToUnixTimeMilliseconds(),
            });

    public static void PutCommitment(UnitOfWork unit, Bytes32 task, Address worker, Bytes32 commitment, ulong block, DateTimeOffset at) =>
        Write(
            unit,
            task,
            """
            UPDATE replicas SET commitment = @Commitment, committed_block = @Block, committed_at = coalesce(committed_at, @At)
            WHERE task = @Task AND worker = @Worker
            """,
            new { Task = task.ToString(), Worker = AddressText.Of(worker), Commitment = commitment.ToString(), Block = (long)block, At = at.ToUnixTimeMilliseconds() });

    /// <summary>The chain has no such commitment any more.</summary>
    public static void ClearCommitment(UnitOfWork unit, Bytes32 task, Address worker, DateTimeOffset at) =>
        Write(
            unit,
            task,
            """
            UPDATE replicas SET commitment = NULL, committed_block = NULL, committed_at = NULL, revealed_block = NULL, assigned_at = @At
            WHERE task = @Task AND worker = @Worker
            """,
            new { Task = task.ToString(), Worker = AddressText.Of(worker), At = at.ToUnixTimeMilliseconds() });

    /// <summary>The worker gave its assignment back. False if it has none that is uncommitted.</summary>
    public Task<bool> TryFailAsync(Bytes32 task, Address worker, Blame blame, string message, CancellationToken ct = default) =>
        database.WriteAsync(unit =>
        {
            PutBlame(unit, task, worker, blame.ToString(), message);
            return TryMove(unit, task, worker, ReplicaState.Assigned, ReplicaState.Failed, $"{blame}: {message}", time.GetUtcNow());
        }, ct);

    public static void PutReveal(UnitOfWork unit, EctHub.TaskRevealedEvent revealed) =>
        Write(
            unit,
            revealed.Task,
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
                AppFailed = revealed.DataHash == ResultHash.AppFailed ? 1L : 0L,
                Block = (long)revealed.Position.BlockNumber,
            });

    public static void ClearReveal(UnitOfWork unit, Bytes32 task, Address worker) =>
        Write(unit, task, "UPDATE replicas SET revealed_block = NULL WHERE task = @Task AND worker = @Worker", new { Task = task.ToString(), Worker = AddressText.Of(worker) });

    private static void PutBlame(UnitOfWork unit, Bytes32 task, Address worker, string blame, string message) =>
        Write(
            unit,
            task,
            "UPDATE replicas SET blame = @blame, message = @message WHERE task = @Task AND worker = @Worker",
            new { Task = task.ToString(), Worker = AddressText.Of(worker), blame, message });

    // Everything that is written of a replica is news of its task.
    private static int Write(UnitOfWork unit, Bytes32 task, string sql, object parameters)
    {
        unit.Touch(task);
        return unit.Execute(sql, parameters);
    }

    private static void CheckMove(Bytes32 task, Address worker, ReplicaState from, ReplicaState to)
    {
        if (!ReplicaLifecycle.Table.CanMove(from, to))
        {
            throw new InvalidOperationException($"The replica of task {task} at {worker} cannot move from {from} to {to}: the replica lifecycle has no such transition.");
        }
    }
}
