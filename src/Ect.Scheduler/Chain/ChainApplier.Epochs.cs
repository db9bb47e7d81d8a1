using Ect.Contracts;
using Ect.Ethereum;
using Ect.Ethereum.Rpc;
using Ect.Protocol.Contributions;
using Ect.Protocol.Lifecycles;
using Ect.Scheduler.Deals;
using Ect.Scheduler.Epochs;
using Ect.Scheduler.Replicas;
using Ect.Scheduler.Tasks;
using Ect.Scheduler.Workers;

namespace Ect.Scheduler.Chain;

/// <summary>What the hub says of epochs.</summary>
internal sealed partial class ChainApplier
{
    private void ApplyEpoch(Log log)
    {
        if (EctHub.TaskInitializedEvent.TryDecode(log, out var initialized))
        {
            if (TaskStore.Find(unit, initialized.Task) is { } task)
            {
                LeaveEpochPath(task, log);
            }
        }
        else if (EctHub.EpochAnchoredEvent.TryDecode(log, out var anchored) && anchored.Scheduler == options.Key.Address)
        {
            Anchor(anchored, log);
        }
        else if (EctHub.EpochSettledEvent.TryDecode(log, out var settled) && settled.Scheduler == options.Key.Address && settlements.TryGetValue(settled.Epoch, out var pages))
        {
            Settle(pages, log);
        }
        else if (EctHub.ContributionPunishedEvent.TryDecode(log, out var punished))
        {
            Punish(punished, log);
        }
        else if (EctHub.CallbackDeliveredEvent.TryDecode(log, out var delivered))
        {
            DeliveryStore.PutDelivered(unit, delivered.Task, log.BlockNumber);
        }
    }

    /// <summary>Somebody acts on the task on chain: from here on it is on the direct path.</summary>
    private void LeaveEpochPath(TaskRecord task, Log log)
    {
        if (task.Path != TaskPath.Direct && TaskStore.TryLeaveEpochPath(unit, task, Evidence(log), now))
        {
            ReplicaMoves.LeaveEpochPath(unit, task.Id, now);
        }
    }

    private void Anchor(EctHub.EpochAnchoredEvent anchored, Log log)
    {
        switch (EpochStore.Find(unit, anchored.Epoch))
        {
            case { State: EpochState.Closed } epoch when epoch.Root == anchored.Root:
                EpochStore.PutAnchor(unit, epoch.Number, log.BlockNumber, now);
                EpochStore.TryMove(unit, epoch.Number, EpochState.Closed, EpochState.Anchored, Evidence(log), now);
                break;
            case { State: EpochState.Open or EpochState.Closed } epoch:
                EpochStore.TryMove(unit, epoch.Number, epoch.State, EpochState.Abandoned, $"the chain has another root, {anchored.Root} ({Evidence(log)})", now);
                TaskStore.ReleaseFrom(unit, epoch.Number);
                ReplicaStore.ClearEpoch(unit, epoch.Number);
                break;
            case null:
                // Of a file that was lost: its number is used, its commitments are gone.
                EpochStore.Create(unit, anchored.Epoch, EpochState.Abandoned, $"known from the chain alone ({Evidence(log)})", now);
                break;
        }
    }

    private void Settle(SettledPages settled, Log log)
    {
        if (EpochStore.Find(unit, settled.Epoch) is { State: EpochState.Settled })
        {
            return;
        }

        EpochStore.PutSettlement(unit, settled, log.BlockNumber);
        EpochStore.PutSettled(unit, settled.Epoch, log.BlockNumber);
        if (EpochStore.Find(unit, settled.Epoch) is { } epoch && EpochLifecycle.Table.CanMove(epoch.State, EpochState.Settled))
        {
            EpochStore.TryMove(unit, epoch.Number, epoch.State, EpochState.Settled, Evidence(log), now);
        }

        Settle(settled, OutcomesOf(settled), log);
        TaskStore.ReleaseFrom(unit, settled.Epoch);
    }

    /// <summary>What a settlement says of tasks of our deals.</summary>
    private Dictionary<Bytes32, (Page Page, uint Offset, PageResult Result)> OutcomesOf(SettledPages settled)
    {
        var outcomes = new Dictionary<Bytes32, (Page, uint, PageResult)>();
        foreach (var page in settled.Pages.Where(page => !settled.Deals[page.Deal].IsZero))
        {
            if (DealStore.Find(unit, settled.Deals[page.Deal]) is { } deal)
            {
                foreach (var (offset, result) in page.Outcomes)
                {
                    outcomes[TaskId.Of(deal.Id, deal.Terms.First + offset)] = (page, offset, result);
                }
            }
        }

        return outcomes;
    }

    private void Settle(SettledPages settled, Dictionary<Bytes32, (Page Page, uint Offset, PageResult Result)> outcomes, Log log)
    {
        var moves = new List<(ReplicaRecord, ReplicaState, string)>();
        var ended = new List<(TaskRecord, TaskResult)>();
        foreach (var open in TaskStore.Load(unit, outcomes.Keys))
        {
            var (page, offset, result) = outcomes[open.Task.Id];
            var resultHash = ResultHash.OfData(result.Digest, result.DataHash);
            var paid = settled.AgreeingOn(page, offset).ToHashSet();
            foreach (var replica in WithUnknown(open, paid))
            {
                var isPaid = paid.Contains(replica.Worker);
                var part = isPaid ? ReplicaMoves.CatchUp(unit, replica, Evidence(log), now) : replica;
                if (ReplicaMoves.SettledTo(part, isPaid, resultHash, Evidence(log)) is not { } end)
                {
                    continue;
                }

                moves.Add((part, end.To, end.Evidence));
                if (end.To == ReplicaState.Rejected)
                {
                    FaultStore.Add(unit, replica.Worker, replica.Task, FaultKind.WrongResult, $"result {replica.ResultHash} was outvoted", now, log.BlockNumber);
                }
            }

            if (open.Task.State != TaskState.Completed)
            {
                ended.Add((open.Task, new(result.Digest, resultHash, page.Kind == PageKind.AppFailed, result.DataHash)));
                _ended.Add(open.Task.Id);
            }
        }

        ReplicaStore.MoveEach(unit, moves, now);
        TaskStore.PutEpoch(unit, outcomes.Keys, settled.Epoch);
        TaskStore.CompleteEach(unit, ended, log.BlockNumber, Evidence(log), now);
    }

    /// <summary>The parts in a task, with those that are known from its settlement alone.</summary>
    private IReadOnlyList<ReplicaRecord> WithUnknown(OpenTask open, HashSet<Address> paid)
    {
        var unknown = paid.Except(open.Replicas.Select(replica => replica.Worker)).ToList();
        unknown.ForEach(worker => ReplicaStore.TryCreate(unit, open.Task.Id, worker, ReplicaLifecycle.Table.Initial, "known from its settlement", now));
        return unknown.Count > 0 ? ReplicaStore.OfTask(unit, open.Task.Id) : open.Replicas;
    }

    private void Punish(EctHub.ContributionPunishedEvent punished, Log log)
    {
        if (ReplicaStore.Find(unit, punished.Task, punished.Worker) is not null)
        {
            ReplicaStore.PutPunished(unit, punished.Task, punished.Worker, log.BlockNumber);
            FaultStore.Add(
                unit, punished.Worker, punished.Task, FaultKind.WrongResult, $"result {punished.ResultHash} was punished with {punished.Penalty}", now, log.BlockNumber);
        }
    }
}
