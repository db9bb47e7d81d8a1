using System.CommandLine;
using System.Globalization;
using Ect.Cli.Frame;
using Ect.Sdk.Errors;
using Ect.Worker.Preferences;

namespace Ect.Cli.Roles;

/// <summary>Options that change a worker's preferences; what is not given stays as it is.</summary>
internal static class PreferenceOptions
{
    private const string Off = "off";

    private static readonly Option<string?> Idle = new("--idle") { Description = "Compute only when nobody has used the machine for so long, such as 10m; 'off': whoever sits there", HelpName = "SPAN|off" };
    private static readonly Option<string?> OthersLoad = new("--others-load") { Description = "Compute only while other programs use less than this of all processors. With --idle 25 unless told otherwise; 'off': no matter", HelpName = "PERCENT|off" };
    private static readonly Option<string?> Battery = new("--battery") { Description = "Whether to compute on battery: yes or no", HelpName = "yes|no" };
    private static readonly Option<string?> Hours = new("--hours") { Description = "Hours of the week in which to compute, such as \"mon-fri 18:00-08:00, sat-sun\", by this machine's clock; 'off': all", HelpName = "HOURS|off" };
    private static readonly Option<string?> Memory = new("--memory") { Description = "Memory for tasks, such as 4G, 256M for each at least; 'off': no matter. For containers from the next start on", HelpName = "SIZE|off" };
    private static readonly Option<string?> Disk = new("--disk") { Description = "Disk for downloaded content, from the next start on; 'off': 8G", HelpName = "SIZE|off" };
    private static readonly Option<string?> KeepFree = new("--keep-free") { Description = "Take no new task while less than this is free on the disk; 'off': no matter", HelpName = "SIZE|off" };

    /// <summary>All of them but the slots, for which a start has an option of its own.</summary>
    public static IReadOnlyList<Option> All { get; } = [Idle, OthersLoad, Battery, Hours, Memory, Disk, KeepFree];

    /// <summary>Most tasks at the same time.</summary>
    public static Option<string?> Slots { get; } = new("--slots") { Description = "Most tasks computed at the same time, at most as many as the worker was started with; 'off': as many", HelpName = "N|off" };

    /// <summary>The preferences with what the options change.</summary>
    /// <exception cref="EctException">An option's value breaks its rule.</exception>
    public static WorkerPreferences Apply(CliContext context, WorkerPreferences old)
    {
        var preferences = old with
        {
            IdleMinutes = Change(context, Idle, old.IdleMinutes, Minutes),
            OthersLoadPercent = Change(context, OthersLoad, old.OthersLoadPercent, Percent),
            OnBattery = context.Value(Battery) switch { null => old.OnBattery, "yes" => true, "no" => false, var text => throw Wrong(Battery, text, "write yes or no") },
            Hours = context.Value(Hours) switch { null => old.Hours, Off => null, var text => text },
            MemoryMiB = Change(context, Memory, old.MemoryMiB, text => Size(Memory, text)),
            DiskMiB = Change(context, Disk, old.DiskMiB, text => Size(Disk, text)),
            KeepFreeMiB = Change(context, KeepFree, old.KeepFreeMiB, text => Size(KeepFree, text)),
        };
        return Checked(preferences);
    }

    /// <summary>The preferences with the slots that the option gives.</summary>
    public static WorkerPreferences ApplySlots(CliContext context, WorkerPreferences old) =>
        Checked(old with { Slots = Change(context, Slots, old.Slots, text => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var slots) ? slots : throw Wrong(Slots, text, "write a number or off")) });

    private static WorkerPreferences Checked(WorkerPreferences preferences)
    {
        try
        {
            preferences.Validate();
            return preferences;
        }
        catch (FormatException e)
        {
            throw new EctException(ErrorCode.InvalidValue, e.Message, "See `ect worker prefs --help`.", e);
        }
    }

    private static T? Change<T>(CliContext context, Option<string?> option, T? old, Func<string, T> parse)
        where T : struct => context.Value(option) switch { null => old, Off => null, var text => parse(text) };

    private static double Minutes(string text) => DurationOption.TryParse(text, out var span) ? span.TotalMinutes : throw Wrong(Idle, text, "write a span of time such as 10m, or off");

    private static double Percent(string text) =>
        double.TryParse(text.TrimEnd('%'), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var percent) ? percent : throw Wrong(OthersLoad, text, "write a percentage such as 25, or off");

    private static long Size(Option<string?> option, string text)
    {
        var digits = text.TrimEnd('i', 'B', 'b');
        return digits.Length > 1 && long.TryParse(digits[..^1], NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= 1 << 20
            ? char.ToUpperInvariant(digits[^1]) switch { 'M' => number, 'G' => number << 10, 'T' => number << 20, _ => throw Wrong(option, text, "write a size such as 512M, 4G or 1T, or off") }
            : throw Wrong(option, text, "write a size such as 512M, 4G or 1T, or off");
    }

    private static EctException Wrong(Option option, string text, string rule) => new(ErrorCode.InvalidValue, $"{option.Name} is '{text}'; {rule}.", "See `ect worker prefs --help`.");
}
