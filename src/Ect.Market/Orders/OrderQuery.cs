using Ect.Contracts;
using Ect.Ethereum;

namespace Ect.Market.Orders;

/// <summary>Which orders are asked for.</summary>
internal sealed record OrderQuery(OrderKind Kind, Bytes32? Asset, ushort? Category, int Limit, OrderPlace After);
