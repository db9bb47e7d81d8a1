using Ect.Ethereum;
using Ect.Scheduler.Deals;
using Ect.Scheduler.Replicas;
using Ect.Scheduler.Storage;
using Ect.Scheduler.Tasks;

namespace Ect.Scheduler.Epochs;

/// <summary>A settled result that its consumer has not taken yet.</summary>
/// <param name="Task">The task.</param>
/// <param name="Deal">Its deal.</param>
/// <param name="Epoch">The epoch that settled it.</param>
/// <param name="Data">For the consumer.</param>
/// <param name="Attempts">Deliveries that were tried.</param>
internal sealed record PendingDelivery(TaskRecord Task, DealRecord Deal, ulong Epoch, byte[] Data, int Attempts);

/// <summary>Which consumers have their results.</summary>
internal sealed class DeliveryStore(Database database)
{
    /// <summary>Those whose turn it is, with the data that a worker gave.</summary>
    public IReadOnlyList<PendingDelivery> Pending(DateTimeOffset now, int mostAttempts) => database.Read(unit =>
    {
        var rows = unit.Query<(string Id, long Epoch, string DataHash, long Attempts)>(
            $"""
            SELECT id, epoch, data_hash, delivery_attempts FROM tasks
            WHERE state = 'Completed' AND epoch IS NOT NULL AND app_failed = 0 AND delivered_block IS NULL AND data_hash != '{Bytes32.Zero}'
                AND delivery_attempts < @mostAttempts AND delivery_at <= @Now
            """,
            new { mostAttempts, Now = now.ToUnixTimeMilliseconds() });
        return rows.Select(row => Read(unit, Bytes32.Parse(row.Id), (ulong)row.Epoch, Bytes32.Parse(row.DataHash), (int)row.Attempts)).OfType<PendingDelivery>().ToList();
    });

    /// <summary>Notes an attempt, and when to try again.</summary>
    public Task PostponeAsync(Bytes32 task, DateTimeOffset at, CancellationToken ct) => database.WriteAsync(
        unit => unit.Execute(
            "UPDATE tasks SET delivery_attempts = delivery_attempts + 1, delivery_at = @At WHERE id = @Id", new { Id = task.ToString(), At = at.ToUnixTimeMilliseconds() }),
        ct);

    public static void PutDelivered(UnitOfWork unit, Bytes32 task, ulong block) =>
        unit.Execute("UPDATE tasks SET delivered_block = @Block WHERE id = @Id", new { Id = task.ToString(), Block = (long)block });

    public static void TakeBackAbove(UnitOfWork unit, long block) =>
        unit.Execute("UPDATE tasks SET delivered_block = NULL, delivery_attempts = 0, delivery_at = 0 WHERE delivered_block > @block", new { block });

    private static PendingDelivery? Read(UnitOfWork unit, Bytes32 id, ulong epoch, Bytes32 dataHash, int attempts)
    {
        var task = TaskStore.Find(unit, id)!;
        var data = ReplicaStore.OfTask(unit, id).Select(replica => replica.CallbackData).FirstOrDefault(found => found is not null && Keccak256.Hash(found) == dataHash);
        return data is not null && DealStore.Find(unit, task.Deal) is { } deal && !deal.Terms.Callback.IsZero ? new(task, deal, epoch, data, attempts) : null;
    }
}
