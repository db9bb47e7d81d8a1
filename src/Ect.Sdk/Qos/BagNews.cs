using System.Numerics;
using Ect.Sdk.Deals;

namespace Ect.Sdk.Qos;

/// <summary>Something that happened to a bag.</summary>
public abstract record BagNews
{
    private BagNews()
    {
    }

    /// <summary>Something happened to one of its tasks or to a repetition.</summary>
    /// <param name="Update">What; with the index in its own deal.</param>
    /// <param name="Deal">Whose task it is.</param>
    /// <param name="Index">The index in the bag.</param>
    /// <param name="IsHelp">Whether it is a repetition.</param>
    public sealed record OfTask(TaskUpdate Update, DealInfo Deal, uint Index, bool IsHelp) : BagNews;

    /// <summary>More tasks have a result than before.</summary>
    /// <param name="State">How far it is now.</param>
    public sealed record Progressed(BagState State) : BagNews;

    /// <summary>Tasks were bought again.</summary>
    /// <param name="Deals">The deals.</param>
    /// <param name="Price">What they cost, in units of 10^-18 ECT.</param>
    /// <param name="State">How far the bag was, with this help.</param>
    public sealed record HelpBought(IReadOnlyList<HelpDeal> Deals, BigInteger Price, BagState State) : BagNews;

    /// <summary>Each task has a result, or nobody works on it any more.</summary>
    /// <param name="State">How far it is.</param>
    public sealed record Ended(BagState State) : BagNews;

    /// <summary>Help is needed and cannot be had now.</summary>
    /// <param name="Why">Why.</param>
    public sealed record HelpRefused(string Why) : BagNews;
}
