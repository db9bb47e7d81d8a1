namespace Ect.Market.Orders;

/// <summary>Open orders, the best first.</summary>
/// <param name="Orders">The page.</param>
/// <param name="Next">Pass it as `after` for the next page; null at the end.</param>
internal sealed record OrderPage(IReadOnlyList<OrderView> Orders, string? Next);
