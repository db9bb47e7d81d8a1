using System.Numerics;
using Ect.Contracts;

namespace Ect.Sdk.Orders;

/// <summary>Which open orders to list.</summary>
/// <param name="Kind">Which of the four.</param>
/// <param name="Asset">Only of this asset; of requests, of this app.</param>
/// <param name="Category">Only of this category (pool orders and requests).</param>
/// <param name="Limit">At most so many; at least 1.</param>
public sealed record OrderQuery(OrderKind Kind, BigInteger? Asset = null, ushort? Category = null, int Limit = 100);
