using System.Numerics;
using Ect.Contracts;
using Ect.Ethereum;
using Ect.Protocol.Deals;

namespace Ect.Protocol.Epochs;

/// <summary>Which agreed tasks one settlement can take: within the hub's limits, ours, and the workers' bonds.</summary>
internal static class SettlementPlan
{
    /// <summary>
    /// The settlement; null if it takes no task. What it leaves out can go into the next one. It has room for few signers and
    /// many tasks: those of the workers come first whose tasks have waited longest together, so that in a large pool each
    /// settlement takes many tasks of a worker, and everybody has a turn; of a worker's tasks the oldest.
    /// </summary>
    /// <param name="tasks">With their agreements, each task once.</param>
    /// <param name="bonds">Bonds in the token's smallest unit.</param>
    /// <param name="limits">Our limits.</param>
    public static SettlementDraft? Make(IEnumerable<(EpochTaskView Task, AgreedTask Agreed)> tasks, IReadOnlyDictionary<Address, BigInteger> bonds, EpochLimits limits)
    {
        var left = bonds.ToDictionary();
        var signers = new HashSet<Address>();
        var deals = new HashSet<Bytes32>();
        var taken = new List<AgreedTask>();
        var length = new SettlementLength();
        foreach (var (task, agreed) in InOrder([.. tasks]))
        {
            var risk = HubRules.BondCover * task.Deal.WorkerStake;
            var strangers = agreed.Agreeing.Count(worker => !signers.Contains(worker));
            var fits = taken.Count < limits.MaxTasks
                && signers.Count + strangers <= EpochRules.MaxSigners
                && (deals.Contains(agreed.Deal) || deals.Count < EpochRules.MaxDeals)
                && agreed.Agreeing.All(worker => left.GetValueOrDefault(worker) >= risk)
                && (taken.Count == 0 || length.Bytes + length.Of(agreed) <= limits.MaxSettlementLength); // A single task always fits.
            if (!fits)
            {
                continue;
            }

            taken.Add(agreed);
            length.Add(agreed);
            deals.Add(agreed.Deal);
            foreach (var worker in agreed.Agreeing)
            {
                signers.Add(worker);
                left[worker] = left.GetValueOrDefault(worker) - risk;
            }
        }

        return taken.Count == 0 ? null : PageBuilder.Build(taken);
    }

    private static IEnumerable<(EpochTaskView Task, AgreedTask Agreed)> InOrder(IReadOnlyCollection<(EpochTaskView Task, AgreedTask Agreed)> tasks)
    {
        var waited = new Dictionary<Address, TimeSpan>();
        foreach (var (task, agreed) in tasks)
        {
            foreach (var worker in agreed.Agreeing)
            {
                waited[worker] = waited.GetValueOrDefault(worker) + task.Waited;
            }
        }

        // Whole minutes: tasks of a deal that waited about as long share pages.
        return tasks.OrderByDescending(pair => pair.Agreed.Agreeing.Min(worker => waited[worker])).ThenByDescending(pair => (long)pair.Task.Waited.TotalMinutes).ThenBy(pair => pair.Agreed.Deal).ThenBy(pair => pair.Agreed.Offset);
    }
}
