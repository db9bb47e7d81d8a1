using System.Numerics;
using Ect.Ethereum;
using Ect.Protocol.Trust;
using Ect.Simulation.Pools;

namespace Ect.Simulation.Hub;

/// <summary>
/// The hub's rules of money: who pays, who is paid, what is burned. Evidence, draws and reputation are the protocol's own
/// code; what it refuses, the contracts refuse.
/// </summary>
/// <param name="rules">Which rules are on.</param>
/// <param name="clock">The chain's time.</param>
public sealed partial class SimulatedHub(Rules rules, VirtualClock clock)
{
    private const long GweiPerFeeUnit = 100_000; // 10^14 wei

    /// <summary>Money that nobody has any more, in gwei.</summary>
    public long Burned { get; private set; }

    public VirtualClock Clock => clock;

    /// <summary>A task is bought: its price and the scheduler's stake are locked.</summary>
    public static SimulatedTask Buy(SimulatedDeal deal, int position)
    {
        deal.Payer.Lock(deal.PriceGwei);
        deal.PoolOwner.Lock(deal.SchedulerStakeGwei);
        return new(deal, position);
    }

    /// <summary>What a worker's vote weighs in a deal today, in bits.</summary>
    public int BitsOf(SimulatedWorker worker, SimulatedDeal deal)
    {
        var (reputation, value, day) = (worker.Reputation, deal.WeighedValue, clock.Day);
        if (worker.Weighed is var known && known.Bits > 0 && known.Day == day && known.Reputation == reputation && known.Value == value)
        {
            return known.Bits;
        }

        var bits = reputation.BitsFor(value, day);
        worker.Weighed = (reputation, value, day, bits);
        return bits;
    }

    /// <summary>The epoch path: those who agreed signed for it.</summary>
    /// <param name="task">Untouched so far.</param>
    /// <param name="agreeing">Who agreed.</param>
    /// <param name="result">On what.</param>
    /// <param name="against">Odds of the dissent that the settlement declares: punishable, and to be outweighed.</param>
    /// <exception cref="HubRefusalException">The hub would revert.</exception>
    public void Settle(SimulatedTask task, IReadOnlyList<SimulatedWorker> agreeing, Bytes32 result, BigInteger against)
    {
        Require(task.State == TaskState.Untouched, "The task is taken.");
        Require(agreeing.All(worker => task.Deal.IsAdmitted(worker, task.Position, clock.Now)), "A worker is not drawn.");
        Require(agreeing.Distinct().Count() == agreeing.Count, "A worker agreed twice.");
        Require(TrustRule.IsReached(task.Deal.Demand, agreeing.Count, agreeing.Sum(worker => BitsOf(worker, task.Deal)), against), "Too little evidence or stake.");

        task.Against = against;
        Complete(task, agreeing, result);
    }

    /// <summary>A signed contribution to a settled task with another result is proven.</summary>
    /// <returns>Whether the hub takes it: no more dissent than was declared.</returns>
    public bool TryPunish(SimulatedTask task, SimulatedWorker worker, Bytes32 result)
    {
        Require(task.State == TaskState.Settled && result != task.Result && !task.Punished.ContainsKey(worker), "Nothing to punish.");
        var punished = task.Punished.Values.Append(result).GroupBy(vote => vote).Aggregate(BigInteger.Zero, (sum, group) => sum + Evidence.Odds(group.Count() * Evidence.NewcomerBits));
        if (rules.BoundDissent && punished > task.Against)
        {
            return false;
        }

        task.Punished[worker] = result;
        worker.Owner.Lock(task.Deal.StakeGwei); // out of its bond
        Slash(task, worker);
        return true;
    }

    private void Complete(SimulatedTask task, IReadOnlyList<SimulatedWorker> agreeing, Bytes32 result)
    {
        var deal = task.Deal;
        (task.State, task.Result, task.Agreed, task.Owed) = (TaskState.Settled, result, agreeing, deal.ShareGwei);
        var reward = deal.Reward(agreeing.Count);
        foreach (var worker in agreeing)
        {
            deal.Payer.Pay(worker.Owner, reward);
            CreditFees(worker, deal.ShareGwei / agreeing.Count, deal.PayerBit);
        }

        if (rules.ReputationCostsFees)
        {
            Burn(deal.Payer, deal.ShareGwei);
        }
        else
        {
            deal.Payer.Unlock(deal.ShareGwei);
        }

        deal.Payer.Pay(deal.PoolOwner, deal.PriceGwei - deal.ShareGwei - (reward * agreeing.Count));
        deal.PoolOwner.Unlock(deal.SchedulerStakeGwei);
    }

    private void CreditFees(SimulatedWorker worker, long gwei, ushort payer)
    {
        var fees = worker.FeesInHand + gwei;
        worker.FeesInHand = fees % GweiPerFeeUnit;
        if (fees >= GweiPerFeeUnit)
        {
            worker.Reputation = worker.Reputation.Add(fees / GweiPerFeeUnit, payer, clock.Day);
        }
    }

    // The payer first, once; the rest is burned.
    private void Slash(SimulatedTask task, SimulatedWorker worker)
    {
        var stake = task.Deal.StakeGwei;
        worker.Reputation = default;
        if (!rules.SlashStake)
        {
            worker.Owner.Unlock(stake);
            return;
        }

        var refund = Math.Min(task.Owed, stake);
        task.Owed -= refund;
        worker.Owner.Pay(task.Deal.Payer, refund);
        var rest = stake - refund;
        if (!rules.BurnPenalties && task.Agreed.Count > 0)
        {
            foreach (var winner in task.Agreed)
            {
                worker.Owner.Pay(winner.Owner, rest / task.Agreed.Count);
            }

            rest %= task.Agreed.Count;
        }

        Burn(worker.Owner, rest);
    }

    private void Burn(Party from, long amount)
    {
        from.Lose(amount);
        Burned += amount;
    }

    private static void Require(bool holds, string refusal)
    {
        if (!holds)
        {
            throw new HubRefusalException(refusal);
        }
    }
}
