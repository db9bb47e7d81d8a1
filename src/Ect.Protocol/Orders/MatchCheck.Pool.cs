using System.Numerics;
using Ect.Contracts;
using Ect.Ethereum;
using Ect.Protocol.Signing;

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
        check.CheckCategory(OrderKind.Pool, pool.Category, categoryCount);
        check.CheckPool(pool, wanted);
        check.CheckTags(Bytes32.Zero, Bytes32.Zero, wanted.Tag, pool.Tag);
        check.Tasks = Math.Min(1, check.CheckUse(OrderKind.Pool, pool.Digest(domain), [], pool.Expiry, pool.Volume, facts, new(now, categoryCount, facts, null, facts, facts, 0, ownerFree)));
        check.CheckStake(pool, 1, ownerFree);
        return check;
    }
}
