using System.Globalization;
using System.Numerics;
using Ect.Contracts;
using Ect.Protocol.Orders;

namespace Ect.Market.Orders;

/// <summary>The best order first: offers by their price upwards, requests by what they pay downwards.</summary>
internal static class OrderRank
{
    private const int Digits = 30; // three prices of 96 bits have at most 30 decimal digits

    private static readonly BigInteger Most = BigInteger.Pow(10, Digits) - 1;

    public static string Of(OrderSummary order) =>
        (order.Kind == OrderKind.Request ? Most - order.Price : order.Price).ToString(CultureInfo.InvariantCulture).PadLeft(Digits, '0');
}
