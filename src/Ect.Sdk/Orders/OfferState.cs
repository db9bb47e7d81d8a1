namespace Ect.Sdk.Orders;

/// <summary>Whether a contract can buy against an offer that stands on chain.</summary>
public enum OfferState
{
    /// <summary>It can.</summary>
    Open,

    /// <summary>All of its volume is used.</summary>
    UsedUp,

    /// <summary>Its owner withdrew it.</summary>
    Withdrawn,

    /// <summary>Its time is over.</summary>
    Expired,

    /// <summary>Who made the offer has sold the asset since.</summary>
    Sold,
}
