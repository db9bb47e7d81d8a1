using System.Globalization;

namespace Ect.Protocol.Deals;

/// <summary>Moments as the chain counts them, for people.</summary>
public static class ChainTime
{
    /// <summary>A moment in words that sort: <c>2026-11-28 18:00:00 UTC</c>.</summary>
    /// <param name="time">Unix time in seconds.</param>
    public static string At(ulong time) => DateTimeOffset.FromUnixTimeSeconds((long)time).ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);
}
