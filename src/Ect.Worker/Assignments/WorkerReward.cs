using System.Numerics;
using Ect.Contracts;
using Ect.Protocol.Deals;

namespace Ect.Worker.Assignments;

/// <summary>What a worker is paid for a right result, in the token's smallest unit.</summary>
internal static class WorkerReward
{
    /// <summary>On the direct path, if so many agree; on the epoch path a part of a gwei less.</summary>
    public static BigInteger Of(Deal deal, int votes)
    {
        var rest = deal.PoolPrice - (deal.PoolPrice * HubRules.ProtocolShareBps / HubRules.Bps);
        return (rest - (rest * deal.SchedulerFee / HubRules.Bps)) / votes;
    }

    /// <summary>If no more agree than the deal's trust asks for.</summary>
    public static BigInteger Least(Deal deal) => Of(deal, Math.Max(deal.Trust, (ushort)1));
}
