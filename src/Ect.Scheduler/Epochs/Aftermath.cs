using Ect.Contracts;
using Ect.Ethereum;
using Ect.Scheduler.Deals;
using Ect.Scheduler.Replicas;
using Ect.Scheduler.Tasks;
using Microsoft.Extensions.Logging;

namespace Ect.Scheduler.Epochs;

/// <summary>What follows from settlements: whoever signed another result is punished, consumers get their results.</summary>
internal sealed partial class Aftermath(
    SchedulerOptions options,
    EpochStore epochs,
    OpenTasks open,
    ReplicaStore replicas,
    DeliveryStore deliveries,
    SeatBook seats,
    DrawBook draws,
    HubClient hub,
    EpochDeeds deeds,
    TimeProvider time,
    ILogger<Aftermath> logger)
{
    private const int MostAttempts = 10;
    private const int AtOnce = 16;
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LongestPause = TimeSpan.FromHours(1);

    /// <summary>Starts what is to be done.</summary>
    public void RunOnce(CancellationToken ct)
    {
        var now = time.GetUtcNow();
        if (!deeds.IsUnderWay("punish") && replicas.ToPunish(now, MostAttempts) is { Count: > 0 } offences)
        {
            deeds.Start("punish", stop => EachAsync(offences, PunishAsync, stop), ct);
        }

        if (!deeds.IsUnderWay("deliver") && deliveries.Pending(now, MostAttempts) is { Count: > 0 } pending)
        {
            deeds.Start("deliver", stop => EachAsync(pending, DeliverAsync, stop), ct);
        }

        if (!deeds.IsUnderWay("draw"))
        {
            var deals = open.Index.Deals.ToList();
            if (draws.MayNeedFixing(deals))
            {
                deeds.Start("draw", stop => draws.FixAsync(deals, stop), ct);
            }
        }
    }

    private static Task EachAsync<T>(IEnumerable<T> items, Func<T, CancellationToken, ValueTask> deed, CancellationToken ct) =>
        Parallel.ForEachAsync(items, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = ct }, deed);

    private async ValueTask PunishAsync(ReplicaRecord replica, CancellationToken ct)
    {
        if (open.Find(replica.Task) is not { Task.Epoch: { } epoch } task
            || replica.DataHash(!task.Deal.Terms.Callback.IsZero) is not { } dataHash
            || Proof(epoch, task.Deal, task.Task) is not { } proof)
        {
            await replicas.PostponePunishmentAsync(replica.Task, replica.Worker, MostAttempts, time.GetUtcNow(), ct);
            return;
        }

        try
        {
            var offence = new Offence(replica.Worker, replica.Digest!.Value, dataHash, replica.Salt!.Value, replica.PledgeSignature!);
            var receipt = await hub.PunishAsync(task.Deal.Terms, task.Task.Index, proof, offence, ct);
            LogPunished(replica.Task, replica.Worker, receipt.TransactionHash, receipt.GasUsed);
            await replicas.PostponePunishmentAsync(replica.Task, replica.Worker, 0, time.GetUtcNow() + FirstPause, ct); // The event ends it; without one a re-org took it back.
            seats.Forget(replica.Worker);
        }
        catch (RevertException exception)
        {
            // The settlement did not declare so much dissent: no repetition helps. If it is punished already, the event ends it, unless
            // a re-org takes it back before it is read.
            var attempts = exception.ErrorName switch { "NotDeclared" or "SameResult" => MostAttempts, "AlreadyPunished" => 0, _ => 1 };
            LogFailed(replica.Task, "punish", exception.Message);
            await replicas.PostponePunishmentAsync(replica.Task, replica.Worker, attempts, time.GetUtcNow() + FirstPause, ct);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            LogFailed(replica.Task, "punish", exception.Message);
            await replicas.PostponePunishmentAsync(replica.Task, replica.Worker, 0, time.GetUtcNow() + FirstPause, ct);
        }
    }

    private async ValueTask DeliverAsync(PendingDelivery delivery, CancellationToken ct)
    {
        // Written down before: a consumer that always refuses must not cost us a transaction a restart.
        var pause = FirstPause * Math.Pow(2, delivery.Attempts);
        await deliveries.PostponeAsync(delivery.Task.Id, time.GetUtcNow() + (pause < LongestPause ? pause : LongestPause), ct);
        if (Proof(delivery.Epoch, delivery.Deal, delivery.Task) is not { } proof)
        {
            return;
        }

        try
        {
            if (await hub.DeliverAsync(delivery.Deal.Terms, delivery.Task.Index, proof, delivery.Data, ct) is { } receipt)
            {
                LogDelivered(delivery.Task.Id, receipt.TransactionHash, receipt.GasUsed);
            }
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            LogFailed(delivery.Task.Id, "deliver", exception.Message);
        }
    }

    private SettledTask? Proof(ulong epoch, DealRecord deal, TaskRecord task) =>
        epochs.Settlement(options.Key.Address, epoch)?.ProofOf(deal.Id, task.Index - deal.Terms.First);

    [LoggerMessage(LogLevel.Information, "Task {TaskId}: worker {Worker} is punished for another result in {Transaction}, {Gas} gas")]
    private partial void LogPunished(Bytes32 taskId, Address worker, Bytes32 transaction, ulong gas);

    [LoggerMessage(LogLevel.Information, "Task {TaskId}: its consumer was called in {Transaction}, {Gas} gas")]
    private partial void LogDelivered(Bytes32 taskId, Bytes32 transaction, ulong gas);

    [LoggerMessage(LogLevel.Warning, "Task {TaskId}: {Deed} did not succeed: {Reason}")]
    private partial void LogFailed(Bytes32 taskId, string deed, string reason);
}
