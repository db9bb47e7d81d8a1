namespace Ect.Market.Orders;

/// <summary>What the chain says of an order at the moment.</summary>
/// <param name="Remaining">Tasks that it can still serve.</param>
/// <param name="IsSignerOwner">False if its asset has changed hands since: it may come to count again.</param>
internal sealed record OrderStanding(long Remaining, bool IsSignerOwner)
{
    public bool IsOpen => Remaining > 0 && IsSignerOwner;

    /// <summary>Whether it can never be matched again.</summary>
    public bool IsDead => Remaining <= 0;
}
