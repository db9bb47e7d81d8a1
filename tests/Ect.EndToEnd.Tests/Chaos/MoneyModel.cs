using System.Numerics;
using Ect.Contracts;
using Ect.Ethereum;
using Ect.Ethereum.Rpc;
using Ect.Protocol.Deals;

namespace Ect.EndToEnd.Tests.Chaos;

/// <summary>
/// The rules of the money written once more, in the plainest way: from what the hub tells that happened, and the deals' terms,
/// it works out who has what. It takes no amount from the hub that it can work out.
/// </summary>
internal sealed class MoneyModel
{
    private readonly Dictionary<Address, Purse> purses = [];
    private readonly Dictionary<Bytes32, Deal> deals = [];
    private readonly Dictionary<Bytes32, ModelTask> tasks = [];

    public IReadOnlyDictionary<Address, Purse> Purses => purses;

    public IReadOnlyCollection<ModelTask> Tasks => tasks.Values;

    /// <summary>Tokens of nobody.</summary>
    public BigInteger Burned { get; private set; }

    /// <summary>Tokens that the hub must have.</summary>
    public BigInteger Held { get; private set; }

    /// <summary>Replays all that a hub tells.</summary>
    public static async Task<MoneyModel> ReadAsync(HubClient hub)
    {
        var model = new MoneyModel();
        foreach (var log in await hub.LogsAsync(hub.Deployment.Hub, []))
        {
            if (EctHub.DealSettledEvent.TryDecode(log, out var settled))
            {
                model.Settle(settled.Deal, await hub.SettledPagesAsync(log.TransactionHash, settled.Scheduler, settled.Epoch));
            }
            else if (!model.Move(log) && !model.Judge(log) && !model.End(log) && EctHub.ResultFailedEvent.TryDecode(log, out _))
            {
                throw new NotSupportedException("The model knows of no result that could not be had: nobody challenges any here.");
            }
        }

        return model;
    }

    private Purse Of(Address owner) => purses.TryGetValue(owner, out var purse) ? purse : purses[owner] = new();

    /* TOKENS AND SEATS */

    private bool Move(Log log)
    {
        if (EctHub.DepositedEvent.TryDecode(log, out var deposited))
        {
            Of(deposited.To).Free += deposited.Amount;
            Held += deposited.Amount;
        }
        else if (EctHub.WithdrawnEvent.TryDecode(log, out var withdrawn))
        {
            Of(withdrawn.From).Free -= withdrawn.Amount;
            Held -= withdrawn.Amount;
        }
        else if (EctHub.SeatTakenEvent.TryDecode(log, out var taken))
        {
            Raise(taken.Worker, taken.Bond);
        }
        else if (EctHub.BondRaisedEvent.TryDecode(log, out var raised))
        {
            Raise(raised.Worker, raised.Bond);
        }
        else if (EctHub.EarningsCollectedEvent.TryDecode(log, out var collected))
        {
            var purse = Of(collected.Worker);
            purse.Free += purse.Earned;
            purse.Earned = 0;
        }
        else if (EctHub.SeatLeftEvent.TryDecode(log, out var left))
        {
            var purse = Of(left.Worker);
            purse.Leaving += purse.Bond;
            purse.Bond = 0;
        }
        else if (EctHub.BondWithdrawnEvent.TryDecode(log, out var freed))
        {
            var purse = Of(freed.Worker);
            purse.Free += purse.Leaving;
            purse.Leaving = 0;
        }
        else
        {
            return false;
        }

        return true;
    }

    private void Raise(Address worker, BigInteger bond)
    {
        var purse = Of(worker);
        purse.Free -= bond - purse.Bond;
        purse.Bond = bond;
    }

    /* A TASK'S LIFE */

    private bool Judge(Log log)
    {
        if (EctHub.DealMatchedEvent.TryDecode(log, out var matched))
        {
            Match(matched.Id, matched.Deal);
        }
        else if (EctHub.TaskContributedEvent.TryDecode(log, out var contributed))
        {
            Lock(contributed.Worker, tasks[contributed.Task].Deal.WorkerStake);
        }
        else if (EctHub.RevealOpenedEvent.TryDecode(log, out var opened))
        {
            tasks[opened.Task].IsRevealing = true;
        }
        else if (EctHub.ContributionAcceptedEvent.TryDecode(log, out var accepted))
        {
            tasks[accepted.Task].Right.Add(accepted.Worker);
        }
        else if (EctHub.ContributionReleasedEvent.TryDecode(log, out var released))
        {
            tasks[released.Task].Right.Add(released.Worker);
        }
        else if (EctHub.ContributionRejectedEvent.TryDecode(log, out var rejected))
        {
            tasks[rejected.Task].Wrong.Add(rejected.Worker);
        }
        else if (EctHub.ContributionPunishedEvent.TryDecode(log, out var punished))
        {
            Punish(tasks[punished.Task], punished.Worker);
        }
        else if (EctHub.ReceiptHonouredEvent.TryDecode(log, out var honoured))
        {
            Honour(tasks[honoured.Task], honoured.Worker);
        }
        else
        {
            return false;
        }

        return true;
    }

    private void Match(Bytes32 id, Deal deal)
    {
        deals[id] = deal;
        for (uint i = 0; i < deal.Size; i++)
        {
            tasks[TaskId.Of(id, deal.First + i)] = new(deal, deal.First + i);
        }

        Lock(deal.Payer, PriceOf(deal) * deal.Size);
        Lock(deal.PoolOwner, deal.SchedulerStake * deal.Size);
    }

    private void Punish(ModelTask task, Address worker)
    {
        var penalty = TakeBond(worker, task.Deal.WorkerStake);
        var refund = task.IsPunished ? 0 : BigInteger.Min(penalty, ShareOf(task.Deal));
        task.IsPunished = true;
        Of(task.Deal.Payer).Free += refund;
        Burned += penalty - refund;
    }

    private void Honour(ModelTask task, Address worker)
    {
        var wage = EpochReward(task.Deal, task.Votes);
        var owner = Of(task.Deal.PoolOwner);
        var part = BigInteger.Min(wage, WholeGwei(owner.Free));
        owner.Free -= part;
        TakeBond(task.Deal.PoolOwner, wage - part);
        Of(worker).Free += wage;
    }

    /// <summary>From the seat first, then from what is leaving.</summary>
    private BigInteger TakeBond(Address owner, BigInteger amount)
    {
        var purse = Of(owner);
        var seated = BigInteger.Min(WholeGwei(amount), purse.Bond);
        purse.Bond -= seated;
        var leaving = BigInteger.Min(WholeGwei(amount) - seated, purse.Leaving);
        purse.Leaving -= leaving;
        return seated + leaving;
    }

    /* A TASK'S END */

    private bool End(Log log)
    {
        if (EctHub.TaskCompletedEvent.TryDecode(log, out var completed))
        {
            Complete(tasks[completed.Task], completed.AppFailed);
        }
        else if (EctHub.TaskFailedEvent.TryDecode(log, out var failed))
        {
            Refund(tasks[failed.Task]);
        }
        else if (EctHub.BurnedEvent.TryDecode(log, out var burned) && tasks.TryGetValue(burned.Cause, out var task) && burned.From == task.Deal.PoolOwner && !task.IsRevealing)
        {
            Decline(task);
        }
        else
        {
            return false;
        }

        return true;
    }

    private void Complete(ModelTask task, bool appFailed)
    {
        task.Ends.Add(TaskEnd.Completed);
        var deal = task.Deal;
        var reward = RewardsOf(deal) / task.Right.Count;
        foreach (var worker in task.Right)
        {
            Give(worker, worker, deal.WorkerStake);
            Give(deal.Payer, worker, reward);
        }

        var owed = ShareOf(deal);
        foreach (var worker in task.Wrong)
        {
            var refund = BigInteger.Min(owed, deal.WorkerStake);
            owed -= refund;
            Give(worker, deal.Payer, refund);
            Burn(worker, deal.WorkerStake - refund);
        }

        PayOwners(deal, reward * task.Right.Count, appFailed);
    }

    private void Settle(Bytes32 id, SettledPages settlement)
    {
        var deal = deals[id];
        foreach (var page in settlement.Pages.Where(page => settlement.Deals[page.Deal] == id))
        {
            foreach (var (offset, _) in page.Outcomes)
            {
                var task = tasks[TaskId.Of(id, deal.First + offset)];
                var crew = settlement.AgreeingOn(page, offset).ToArray();
                task.Ends.Add(TaskEnd.Settled);
                task.Votes = crew.Length;
                var reward = EpochReward(deal, crew.Length);
                foreach (var worker in crew)
                {
                    Of(worker).Earned += reward;
                }

                Of(deal.Payer).Locked -= reward * crew.Length;
                PayOwners(deal, reward * crew.Length, page.Kind == PageKind.AppFailed);
            }
        }
    }

    private void Refund(ModelTask task)
    {
        var deal = task.Deal;
        task.Ends.Add(TaskEnd.Refunded);
        Give(deal.Payer, deal.Payer, PriceOf(deal));
        if (task.IsRevealing)
        {
            Burn(deal.PoolOwner, deal.SchedulerStake);
        }
        else if (!task.IsDeclined)
        {
            Give(deal.PoolOwner, deal.Payer, deal.SchedulerStake);
        }

        task.Right.ForEach(worker => Give(worker, worker, deal.WorkerStake));
        task.Wrong.ForEach(worker => Burn(worker, deal.WorkerStake));
    }

    /// <summary>The scheduler says that nobody did it. The refund is told of right after.</summary>
    private void Decline(ModelTask task)
    {
        var penalty = task.Deal.SchedulerStake / HubRules.DeclinePenaltyDivisor;
        task.IsDeclined = true;
        Burn(task.Deal.PoolOwner, penalty);
        Give(task.Deal.PoolOwner, task.Deal.PoolOwner, task.Deal.SchedulerStake - penalty);
    }

    private void PayOwners(Deal deal, BigInteger rewards, bool appFailed)
    {
        Give(deal.Payer, appFailed ? deal.Payer : deal.AppOwner, deal.AppPrice);
        Give(deal.Payer, deal.DatasetOwner, deal.DatasetPrice);
        Give(deal.Payer, deal.PoolOwner, deal.PoolPrice - ShareOf(deal) - rewards);
        Burn(deal.Payer, ShareOf(deal));
        Give(deal.PoolOwner, deal.PoolOwner, deal.SchedulerStake);
    }

    /* MOVEMENTS AND AMOUNTS */

    private void Lock(Address owner, BigInteger amount)
    {
        Of(owner).Free -= amount;
        Of(owner).Locked += amount;
    }

    private void Give(Address from, Address to, BigInteger amount)
    {
        if (amount.IsZero)
        {
            return; // A deal without a dataset has no owner of one.
        }

        Of(from).Locked -= amount;
        Of(to).Free += amount;
    }

    private void Burn(Address from, BigInteger amount)
    {
        Of(from).Locked -= amount;
        Burned += amount;
    }

    private static BigInteger PriceOf(Deal deal) => deal.AppPrice + deal.DatasetPrice + deal.PoolPrice;

    private static BigInteger ShareOf(Deal deal) => deal.PoolPrice * HubRules.ProtocolShareBps / HubRules.Bps;

    private static BigInteger RewardsOf(Deal deal)
    {
        var rest = deal.PoolPrice - ShareOf(deal);
        return rest - (rest * deal.SchedulerFee / HubRules.Bps);
    }

    private static BigInteger EpochReward(Deal deal, int votes) => RewardsOf(deal) / HubClient.Gwei / votes * HubClient.Gwei;

    private static BigInteger WholeGwei(BigInteger amount) => amount / HubClient.Gwei * HubClient.Gwei;
}
