using System.Numerics;
using Ect.Protocol.Tasks;
using Ect.Sdk.Deals;

namespace Ect.Sdk.Qos;

/// <summary>A deal that repeats tasks of another.</summary>
/// <param name="Deal">The deal.</param>
/// <param name="Repeats">What it repeats.</param>
public sealed record HelpDeal(DealInfo Deal, Repetition Repeats)
{
    /// <summary>What was locked for it, in units of 10^-18 ECT.</summary>
    public BigInteger Price => (Deal.Terms.AppPrice + Deal.Terms.DatasetPrice + Deal.Terms.PoolPrice) * Deal.Terms.Size;

    /// <summary>Its tasks: index in this deal, and index of the task that it repeats.</summary>
    public IEnumerable<(uint Own, uint Repeated)> Tasks => Deal.Indices.Where(own => own < Repeats.Tasks.Count).Select(own => (own, Repeats.Tasks[own]));

    /// <summary>The deal as help; null if it repeats nothing, or its params are no params.</summary>
    public static HelpDeal? TryOf(DealInfo deal)
    {
        try
        {
            return TaskParams.Parse(deal.Params).Repeats is { } repeats ? new(deal, repeats) : null;
        }
        catch (FormatException)
        {
            return null; // no worker runs it either
        }
    }
}
