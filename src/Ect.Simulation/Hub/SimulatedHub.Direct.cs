using Ect.Ethereum;
using Ect.Protocol.Deals;
using Ect.Protocol.Trust;
using Ect.Simulation.Pools;

namespace Ect.Simulation.Hub;

/// <summary>The direct path, and the ends without a result.</summary>
public sealed partial class SimulatedHub
{
    /// <summary>A commitment on chain.</summary>
    /// <param name="task">Untouched, or on the direct path.</param>
    /// <param name="worker">Who contributes.</param>
    /// <param name="result">What it will reveal.</param>
    /// <param name="isAuthorized">Whether the scheduler has signed for it.</param>
    /// <exception cref="HubRefusalException">The hub would revert.</exception>
    public void Contribute(SimulatedTask task, SimulatedWorker worker, Bytes32 result, bool isAuthorized)
    {
        Require(task.State is TaskState.Untouched or TaskState.Direct, "The task is taken.");
        Require(task.Deal.Deadlines.MayContribute(clock.Now), "The deadline for contributions has passed.");
        Require(task.Deal.IsAdmitted(worker, task.Position, clock.Now), "The worker is not drawn.");
        Require(isAuthorized || MayContributeUnasked(task.Deal), "The scheduler has not asked the worker.");

        task.State = TaskState.Direct;
        task.Contributions.Add(worker, result);
        worker.Owner.Lock(task.Deal.StakeGwei);
    }

    /// <summary>Whether a drawn worker needs no leave of the scheduler now.</summary>
    public bool MayContributeUnasked(SimulatedDeal deal) =>
        rules.SelfAssignment && !deal.IsPrivate && deal.Deadlines.MayContributeUnasked(clock.Now);

    /// <summary>All contributions are revealed: settles the task if they agree.</summary>
    /// <returns>Whether they do.</returns>
    public bool TryFinalize(SimulatedTask task)
    {
        Require(task.State == TaskState.Direct, "The task is not on the direct path.");
        var groups = TrustRule.Groups(task.Contributions.Select(pair => new Vote(pair.Value, BitsOf(pair.Key, task.Deal))));
        if (TrustRule.Winner(groups, task.Deal.Demand) is not { } winner)
        {
            return false;
        }

        Complete(task, [.. task.Contributions.Where(pair => pair.Value == winner).Select(pair => pair.Key)], winner);
        foreach (var (worker, result) in task.Contributions)
        {
            if (result == winner)
            {
                worker.Owner.Unlock(task.Deal.StakeGwei);
            }
            else
            {
                Slash(task, worker);
            }
        }

        return true;
    }

    /// <summary>The reveals show no agreement: the payer is refunded, who revealed has its stake back.</summary>
    public void ClaimFailed(SimulatedTask task)
    {
        Require(task.State == TaskState.Direct, "The task is not on the direct path.");
        var deal = task.Deal;
        foreach (var worker in task.Contributions.Keys)
        {
            worker.Owner.Unlock(deal.StakeGwei);
        }

        Refund(task);
        if (rules.BurnStakeOfFailedTask)
        {
            Burn(deal.PoolOwner, deal.SchedulerStakeGwei);
        }
        else
        {
            deal.PoolOwner.Pay(deal.Payer, deal.SchedulerStakeGwei);
        }
    }

    /// <summary>Nobody did anything until the final deadline: the payer is refunded and gets the scheduler's stake.</summary>
    public void ClaimUntouched(SimulatedTask task)
    {
        Require(task.State == TaskState.Untouched && task.Deal.Deadlines.MayClaim(clock.Now), "The task cannot be claimed.");
        Refund(task);
        task.Deal.PoolOwner.Pay(task.Deal.Payer, task.Deal.SchedulerStakeGwei);
    }

    /// <summary>The scheduler gives up a task that nobody contributed to on chain.</summary>
    /// <returns>Whether the hub takes it.</returns>
    public bool TryDecline(SimulatedTask task)
    {
        var deal = task.Deal;
        if (task.State != TaskState.Untouched || !deal.Deadlines.MayDecline(clock.Now))
        {
            return false;
        }

        Refund(task);
        var penalty = rules.PunishDeclining ? deal.SchedulerStakeGwei / HubRules.DeclinePenaltyDivisor : 0;
        Burn(deal.PoolOwner, penalty);
        deal.PoolOwner.Unlock(deal.SchedulerStakeGwei - penalty);
        return true;
    }

    private static void Refund(SimulatedTask task)
    {
        task.State = TaskState.Failed;
        task.Deal.Payer.Unlock(task.Deal.PriceGwei);
    }
}
