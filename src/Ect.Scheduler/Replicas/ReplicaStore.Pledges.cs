using Dapper;
using Ect.Ethereum;
using Ect.Protocol.Epochs;
using Microsoft.Data.Sqlite;

namespace Ect.Scheduler.Replicas;

/// <summary>Signed commitments of the epoch path, and what follows from wrong ones.</summary>
internal sealed partial class ReplicaStore
{
    public static void PutPledge(SqliteConnection connection, Bytes32 task, Address worker, Bytes32 commitment, byte[] signature, DateTimeOffset at) =>
        connection.Execute(
            "UPDATE replicas SET pledge = @Pledge, pledge_signature = @signature, pledged_at = @At WHERE task = @Task AND worker = @Worker AND pledge IS NULL",
            new { Task = task.ToString(), Worker = worker.ToString(), Pledge = commitment.ToString(), signature, At = at.ToUnixTimeMilliseconds() });

    /// <summary>The pledges stand in the anchor of this epoch.</summary>
    public static void PutEpoch(SqliteConnection connection, IEnumerable<AnchoredCommitment> commitments, ulong epoch)
    {
        foreach (var commitment in commitments)
        {
            connection.Execute(
                "UPDATE replicas SET epoch = @Epoch WHERE task = @Task AND worker = @Worker",
                new { Epoch = (long)epoch, Task = commitment.Task.ToString(), Worker = commitment.Worker.ToString() });
        }
    }

    /// <summary>Of an epoch whose number the chain knows for another one: the pledges belong into a later anchor.</summary>
    public static void ClearEpoch(SqliteConnection connection, ulong epoch) =>
        connection.Execute("UPDATE replicas SET epoch = NULL WHERE epoch = @Epoch", new { Epoch = (long)epoch });

    /// <summary>Pledges that no anchor has yet, of tasks on the epoch path that have not ended.</summary>
    public static IReadOnlyList<ReplicaRecord> UnanchoredPledges(SqliteConnection connection) =>
        Query(connection, "state = 'Pledged' AND epoch IS NULL AND pledge IS NOT NULL AND task IN (SELECT id FROM tasks WHERE path = 'Epoch' AND state NOT IN ('Completed', 'Failed', 'Vanished'))", new { });

    /// <summary>Pledges under an epoch's anchor that are not opened.</summary>
    public static IReadOnlyList<ReplicaRecord> PledgedIn(SqliteConnection connection, ulong epoch) =>
        Query(connection, "state = 'Pledged' AND epoch = @Epoch", new { Epoch = (long)epoch });

    /// <summary>A fallen-back worker has its time once more.</summary>
    public static void Restart(SqliteConnection connection, Bytes32 task, Address worker, DateTimeOffset at) =>
        connection.Execute(
            "UPDATE replicas SET assigned_at = @At WHERE task = @Task AND worker = @Worker",
            new { Task = task.ToString(), Worker = worker.ToString(), At = at.ToUnixTimeMilliseconds() });

    /// <summary>Outvoted in an epoch, provable, and not punished yet: those whose turn it is.</summary>
    public IReadOnlyList<ReplicaRecord> ToPunish(DateTimeOffset now, int mostAttempts) => database.Read(connection => Query(
        connection,
        "state = 'Rejected' AND pledge IS NOT NULL AND salt IS NOT NULL AND committed_block IS NULL AND punished_block IS NULL AND punish_attempts < @mostAttempts AND punish_at <= @Now",
        new { mostAttempts, Now = now.ToUnixTimeMilliseconds() }));

    /// <summary>Where the chain punished the worker; null to take it back.</summary>
    public static void PutPunished(SqliteConnection connection, Bytes32 task, Address worker, ulong? block) =>
        connection.Execute(
            "UPDATE replicas SET punished_block = @Block WHERE task = @Task AND worker = @Worker",
            new { Task = task.ToString(), Worker = worker.ToString(), Block = (long?)block });

    public static void TakeBackPunishmentsAbove(SqliteConnection connection, long block) =>
        connection.Execute("UPDATE replicas SET punished_block = NULL, punish_attempts = 0, punish_at = 0 WHERE punished_block > @block", new { block });

    /// <summary>Notes an attempt to punish, and when to try again.</summary>
    public Task PostponePunishmentAsync(Bytes32 task, Address worker, int attempts, DateTimeOffset at, CancellationToken ct) => database.WriteAsync(
        connection => connection.Execute(
            "UPDATE replicas SET punish_attempts = punish_attempts + @attempts, punish_at = @At WHERE task = @Task AND worker = @Worker",
            new { Task = task.ToString(), Worker = worker.ToString(), attempts, At = at.ToUnixTimeMilliseconds() }),
        ct);
}
