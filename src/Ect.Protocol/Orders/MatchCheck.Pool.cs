using System.Numerics;
using Ect.Contracts;
using Ect.Ethereum;
using Ect.Protocol.Deals;
using Ect.Protocol.Signing;
using static Ect.Protocol.Orders.MatchProblemKind;

namespace Ect.Protocol.Orders;

/// <summary>A pool's order by itself.</summary>
public sealed partial class MatchCheck
{
    /// <summary>
    /// Checks what of a match depends on the pool alone, as the contract Matchmaker does: whether the hub would match its standing
    /// order with such a request, for one task.
    /// </summary>
    /// <param name="domain">The hub.</param>
    /// <param name="pool">The pool's order, declared signed on chain.</param>
    /// <param name="request">What the request will say; its category and pool are the order's, whatever stands there.</param>
    /// <param name="now">Unix time in seconds.</param>
    /// <param name="categoryCount">Categories of the hub.</param>
    /// <param name="facts">The chain's word on the order.</param>
    /// <param name="ownerFree">Free balance of the pool's owner, smallest units.</param>
    public static MatchCheck OfPool(EctDomain domain, PoolOrder pool, RequestOrder request, ulong now, uint categoryCount, OrderFacts facts, BigInteger ownerFree)
    {
        var check = new MatchCheck();
        var wanted = request with { Pool = pool.Pool, Category = pool.Category };
        if (pool.Category >= categoryCount)
        {
            check.Add(UnknownCategory, OrderKind.Pool, $"The pool sells category {pool.Category}; the hub has 0 to {(long)categoryCount - 1}.");
        }

        check.CheckPool(pool, wanted);
        check.CheckTags(Bytes32.Zero, Bytes32.Zero, wanted.Tag, pool.Tag);
        check.Tasks = Math.Min(1, check.CheckUse(OrderKind.Pool, pool.Digest(domain), [], pool.Expiry, pool.Volume, facts, new(now, categoryCount, facts, null, facts, facts, 0, ownerFree)));
        check.PoolOwnerNeeds = pool.Price * HubRules.SchedulerStakeBps / HubRules.Bps;
        if (ownerFree < check.PoolOwnerNeeds)
        {
            check.Add(InsufficientFreeBalance, OrderKind.Pool, $"The pool's owner has {Units.FormatEther(ownerFree)} free, the stake for one task is {Units.FormatEther(check.PoolOwnerNeeds)}: the owner must deposit.");
        }

        return check;
    }
}
