using System.Globalization;

namespace Ect.Cli.Frame;

/// <summary>Moments as the chain counts them and as people read them.</summary>
internal static class Times
{
    public static DateTimeOffset At(ulong second) => DateTimeOffset.FromUnixTimeSeconds((long)second);

    public static string Text(DateTimeOffset moment) => moment.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);
}
