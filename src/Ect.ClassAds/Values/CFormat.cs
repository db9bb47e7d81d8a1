using System.Globalization;

namespace Ect.ClassAds.Values;

/// <summary>Numbers as C's printf writes them.</summary>
internal static class CFormat
{
    /// <summary>%1.15E, or with other digits.</summary>
    public static string Scientific(double value, int digits = 15)
    {
        var text = value.ToString($"E{digits}", CultureInfo.InvariantCulture);
        var at = text.IndexOf('E', StringComparison.Ordinal);
        var exponent = int.Parse(text.AsSpan(at + 1), CultureInfo.InvariantCulture);
        return string.Create(CultureInfo.InvariantCulture, $"{text.AsSpan(0, at + 1)}{(exponent < 0 ? '-' : '+')}{Math.Abs(exponent):00}");
    }

    /// <summary>%.Ng.</summary>
    public static string General(double value, int digits)
    {
        var scientific = Scientific(value, digits - 1);
        var exponent = int.Parse(scientific.AsSpan(scientific.IndexOf('E', StringComparison.Ordinal) + 1), CultureInfo.InvariantCulture);
        if (exponent >= -4 && exponent < digits)
        {
            var fixedPoint = value.ToString($"F{digits - 1 - exponent}", CultureInfo.InvariantCulture);
            return fixedPoint.Contains('.', StringComparison.Ordinal) ? fixedPoint.TrimEnd('0').TrimEnd('.') : fixedPoint;
        }

        var at = scientific.IndexOf('E', StringComparison.Ordinal);
        return scientific[..at].TrimEnd('0').TrimEnd('.') + "e" + scientific[(at + 1)..];
    }
}
