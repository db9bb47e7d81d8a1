using System.Numerics;

namespace Ect.Sdk.Qos;

/// <summary>What came of looking whether help is needed.</summary>
internal abstract record HelpOutcome
{
    private HelpOutcome()
    {
    }

    /// <summary>Nothing to do now.</summary>
    public sealed record None : HelpOutcome;

    /// <summary>Tasks were bought again.</summary>
    /// <param name="Deals">The deals.</param>
    public sealed record Bought(IReadOnlyList<HelpDeal> Deals) : HelpOutcome
    {
        public BigInteger Price => Deals.Aggregate(BigInteger.Zero, (sum, deal) => sum + deal.Price);
    }

    /// <summary>Help is needed and cannot be had.</summary>
    /// <param name="Why">Why.</param>
    public sealed record Refused(string Why) : HelpOutcome;
}
