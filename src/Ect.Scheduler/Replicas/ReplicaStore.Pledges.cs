using Ect.Ethereum;
using Ect.Protocol.Epochs;
using Ect.Protocol.Lifecycles;
using Ect.Scheduler.Storage;
using Ect.Scheduler.Tasks;

namespace Ect.Scheduler.Replicas;

/// <summary>Signed commitments of the epoch path, and what follows from wrong ones.</summary>
internal sealed partial class ReplicaStore
{
    // Of one statement.
    private const int MostAtOnce = 2_000;

    private static readonly string OnEpochPath = $"EXISTS (SELECT 1 FROM tasks WHERE id = @Task AND path = '{nameof(TaskPath.Epoch)}' AND state NOT IN {TaskStore.TerminalStates})";

    public static void PutPledge(UnitOfWork unit, Bytes32 task, Address worker, Bytes32 commitment, byte[] signature, DateTimeOffset at) =>
        Write(
            unit,
            task,
            "UPDATE replicas SET pledge = @Pledge, pledge_signature = @signature, pledged_at = @At WHERE task = @Task AND worker = @Worker AND pledge IS NULL",
            new { Task = task.ToString(), Worker = AddressText.Of(worker), Pledge = commitment.ToString(), signature, At = at.ToUnixTimeMilliseconds() });

    /// <summary>
    /// Takes a signed commitment as most of them come, after an assignment and before anything else, of a task on the epoch
    /// path, in one statement. False if this one comes otherwise: nothing is written then.
    /// </summary>
    public static bool TryPledge(UnitOfWork unit, Bytes32 task, Address worker, Bytes32 commitment, byte[] signature, DateTimeOffset at)
    {
        var moved = Write(
            unit,
            task,
            $"""
            UPDATE replicas SET pledge = @Pledge, pledge_signature = @signature, pledged_at = @At, state = @To, changed_at = @At, {HistoryText.Append}
            WHERE task = @Task AND worker = @Worker AND state = @From AND pledge IS NULL AND result_hash IS NULL AND {OnEpochPath}
            """,
            new
            {
                Task = task.ToString(),
                Worker = AddressText.Of(worker),
                Pledge = commitment.ToString(),
                signature,
                From = nameof(ReplicaState.Assigned),
                To = nameof(ReplicaState.Pledged),
                At = at.ToUnixTimeMilliseconds(),
                Line = HistoryText.Line(ReplicaState.Assigned, ReplicaState.Pledged, "signed commitment received", at),
            });
        unit.Count(ReplicaState.Pledged, moved);
        return moved == 1;
    }

    /// <summary>As <see cref="TryPledge"/>, of an opening that hides behind a signed commitment.</summary>
    public static bool TryDisclose(UnitOfWork unit, Bytes32 task, Address worker, Bytes32 pledge, ReceivedOpening opening, DateTimeOffset at)
    {
        var moved = Write(
            unit,
            task,
            $"""
            UPDATE replicas SET result_hash = @ResultHash, salt = @Salt, digest = @Digest, callback_data = @CallbackData, app_failed = @AppFailed, opened_at = @At,
                state = @To, changed_at = @At, {HistoryText.Append}
            WHERE task = @Task AND worker = @Worker AND state = @From AND pledge = @Pledge AND commitment IS NULL AND {OnEpochPath}
            """,
            new
            {
                Task = task.ToString(),
                Worker = AddressText.Of(worker),
                Pledge = pledge.ToString(),
                ResultHash = opening.ResultHash.ToString(),
                Salt = opening.Salt.ToString(),
                Digest = opening.Digest.ToString(),
                opening.CallbackData,
                AppFailed = opening.AppFailed ? 1L : 0L,
                From = nameof(ReplicaState.Pledged),
                To = nameof(ReplicaState.Disclosed),
                At = at.ToUnixTimeMilliseconds(),
                Line = HistoryText.Line(ReplicaState.Pledged, ReplicaState.Disclosed, ReplicaMoves.Fits, at),
            });
        unit.Count(ReplicaState.Disclosed, moved);
        return moved == 1;
    }

    /// <summary>How many openings count of each of some tasks that have any.</summary>
    public static IReadOnlyDictionary<Bytes32, int> CountDisclosed(UnitOfWork unit, IEnumerable<Bytes32> tasks) => tasks.Chunk(MostAtOnce)
        .SelectMany(some => unit.Query<(string Task, long Count)>(
            $"SELECT task, count(*) FROM replicas WHERE task {unit.IsIn("@Tasks")} AND state = 'Disclosed' GROUP BY task", new { Tasks = unit.List(some) }))
        .ToDictionary(row => Bytes32.Parse(row.Task), row => (int)row.Count);

    /// <summary>The pledges stand in the anchor of this epoch.</summary>
    public static void PutEpoch(UnitOfWork unit, IEnumerable<AnchoredCommitment> commitments, ulong epoch)
    {
        var rows = new List<object?[]>();
        foreach (var commitment in commitments)
        {
            unit.Touch(commitment.Task);
            rows.Add([(long)epoch, commitment.Task.ToString(), AddressText.Of(commitment.Worker)]);
        }

        unit.ExecuteEach("UPDATE replicas SET epoch = @Epoch WHERE task = @Task AND worker = @Worker", ["Epoch", "Task", "Worker"], rows);
    }

    /// <summary>Of an epoch whose number the chain knows for another one: the pledges belong into a later anchor.</summary>
    public static void ClearEpoch(UnitOfWork unit, ulong epoch) =>
        unit.Touch(unit.Query<string>("UPDATE replicas SET epoch = NULL WHERE epoch = @Epoch RETURNING task", new { Epoch = (long)epoch }));

    /// <summary>Pledges that no anchor has yet, of tasks on the epoch path that have not ended.</summary>
    public static IReadOnlyList<ReplicaRecord> UnanchoredPledges(UnitOfWork unit) =>
        Query(unit, "state = 'Pledged' AND epoch IS NULL AND pledge IS NOT NULL AND EXISTS (SELECT 1 FROM tasks WHERE tasks.id = replicas.task AND path = 'Epoch' AND tasks.state NOT IN ('Completed', 'Failed', 'Vanished'))", new { });

    /// <summary>Pledges under an epoch's anchor that are not opened.</summary>
    public static IReadOnlyList<ReplicaRecord> PledgedIn(UnitOfWork unit, ulong epoch) =>
        Query(unit, "state = 'Pledged' AND epoch = @Epoch", new { Epoch = (long)epoch });

    /// <summary>A fallen-back worker has its time once more.</summary>
    public static void Restart(UnitOfWork unit, Bytes32 task, Address worker, DateTimeOffset at) =>
        Write(
            unit,
            task,
            "UPDATE replicas SET assigned_at = @At WHERE task = @Task AND worker = @Worker",
            new { Task = task.ToString(), Worker = AddressText.Of(worker), At = at.ToUnixTimeMilliseconds() });

    /// <summary>Outvoted in an epoch, provable, and not punished yet: those whose turn it is.</summary>
    public IReadOnlyList<ReplicaRecord> ToPunish(DateTimeOffset now, int mostAttempts) => database.Read(unit => Query(
        unit,
        "state = 'Rejected' AND pledge IS NOT NULL AND salt IS NOT NULL AND committed_block IS NULL AND punished_block IS NULL AND punish_attempts < @mostAttempts AND punish_at <= @Now",
        new { mostAttempts, Now = now.ToUnixTimeMilliseconds() }));

    /// <summary>Where the chain punished the worker; null to take it back.</summary>
    public static void PutPunished(UnitOfWork unit, Bytes32 task, Address worker, ulong? block) =>
        unit.Execute(
            "UPDATE replicas SET punished_block = @Block WHERE task = @Task AND worker = @Worker",
            new { Task = task.ToString(), Worker = AddressText.Of(worker), Block = (long?)block });

    public static void TakeBackPunishmentsAbove(UnitOfWork unit, long block) =>
        unit.Execute("UPDATE replicas SET punished_block = NULL, punish_attempts = 0, punish_at = 0 WHERE punished_block > @block", new { block });

    /// <summary>Notes an attempt to punish, and when to try again.</summary>
    public Task PostponePunishmentAsync(Bytes32 task, Address worker, int attempts, DateTimeOffset at, CancellationToken ct) => database.WriteAsync(
        unit => unit.Execute(
            "UPDATE replicas SET punish_attempts = punish_attempts + @attempts, punish_at = @At WHERE task = @Task AND worker = @Worker",
            new { Task = task.ToString(), Worker = AddressText.Of(worker), attempts, At = at.ToUnixTimeMilliseconds() }),
        ct);
}
