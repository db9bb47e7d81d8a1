using System.CommandLine;
using System.Globalization;

namespace Ect.Cli.Frame;

/// <summary>An option that takes a span of time: 90s, 15m, 12h, 30d.</summary>
internal sealed class DurationOption : Option<TimeSpan?>
{
    public DurationOption(string name, string description, TimeSpan byDefault)
        : base(name)
    {
        ByDefault = byDefault;
        Description = $"{description}: 90s, 15m, 12h or 30d. Default: {Show(byDefault)}";
        HelpName = "SPAN";
        CustomParser = result =>
        {
            var text = result.Tokens[0].Value;
            if (TryParse(text, out var span))
            {
                return span;
            }

            result.AddError($"'{text}' is no span of time: write 90s, 15m, 12h or 30d, at most 3650d.");
            return null;
        };
    }

    /// <summary>What holds where the option is left out.</summary>
    public TimeSpan ByDefault { get; }

    public static bool TryParse(string text, out TimeSpan span)
    {
        span = default;
        if (text.Length < 2 || !uint.TryParse(text[..^1], NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number > 315_360_000)
        {
            return false;
        }

        span = text[^1] switch
        {
            's' => TimeSpan.FromSeconds(number),
            'm' => TimeSpan.FromMinutes(number),
            'h' => TimeSpan.FromHours(number),
            'd' when number <= 3650 => TimeSpan.FromDays(number),
            _ => TimeSpan.Zero,
        };
        return span > TimeSpan.Zero && span <= TimeSpan.FromDays(3650);
    }

    private static string Show(TimeSpan span) => span.TotalDays >= 1 ? $"{span.TotalDays:0}d" : span.TotalHours >= 1 ? $"{span.TotalHours:0}h" : span.TotalMinutes >= 1 ? $"{span.TotalMinutes:0}m" : $"{span.TotalSeconds:0}s";
}
