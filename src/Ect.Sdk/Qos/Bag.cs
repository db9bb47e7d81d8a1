using System.Numerics;
using Ect.Ethereum;
using Ect.Sdk.Deals;

namespace Ect.Sdk.Qos;

/// <summary>Tasks of a request: its deals or one of them, and those that repeat their tasks.</summary>
/// <param name="Request">The request's hash.</param>
/// <param name="Deals">The deals, in the order of their tasks; at least one.</param>
/// <param name="Help">Deals of the same requester that repeat some of their tasks, in the order of their matches.</param>
public sealed record Bag(Bytes32 Request, IReadOnlyList<DealInfo> Deals, IReadOnlyList<HelpDeal> Help)
{
    /// <summary>Unix seconds of its first match.</summary>
    public ulong Start => Deals.Min(deal => deal.Terms.Start);

    /// <summary>Indices of its tasks.</summary>
    public IEnumerable<uint> Indices => Deals.SelectMany(deal => deal.Indices);

    /// <summary>What help has cost so far, in units of 10^-18 ECT.</summary>
    public BigInteger Spent => Help.Aggregate(BigInteger.Zero, (sum, help) => sum + help.Price);

    /// <summary>A bag just bought, without help.</summary>
    public static Bag Of(IReadOnlyList<DealInfo> deals) => new(deals[0].Terms.RequestHash, [.. deals.OrderBy(deal => deal.Terms.First)], []);

    /// <summary>The bag of a deal.</summary>
    /// <param name="deal">One of its deals.</param>
    /// <param name="all">All deals of its requester.</param>
    /// <param name="isWhole">Whether with the other deals of its request, or this one alone.</param>
    public static Bag Of(DealInfo deal, IEnumerable<DealInfo> all, bool isWhole)
    {
        var known = all.Append(deal).DistinctBy(other => other.Id).Where(other => other.Terms.Requester == deal.Terms.Requester).ToArray();
        var own = Of([.. known.Where(other => isWhole ? other.Terms.RequestHash == deal.Terms.RequestHash : other.Id == deal.Id)]);
        var ids = own.Deals.Select(other => other.Id).ToHashSet();
        return own with { Help = [.. known.Select(HelpDeal.TryOf).OfType<HelpDeal>().Where(help => ids.Contains(help.Repeats.Deal))] };
    }

    /// <summary>With more help.</summary>
    public Bag With(IEnumerable<HelpDeal> help) => this with { Help = [.. Help.Concat(help).DistinctBy(other => other.Deal.Id)] };
}
