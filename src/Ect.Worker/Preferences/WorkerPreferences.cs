using System.Globalization;
using System.Text.Json.Serialization;

namespace Ect.Worker.Preferences;

/// <summary>When the machine's owner lets the worker compute, and what it may use. The default: always, everything.</summary>
public sealed record WorkerPreferences
{
    /// <summary>Of all processors together, in percent: what others may use of an idle machine unless told otherwise.</summary>
    public const double DefaultOthersLoadPercent = 25;

    /// <summary>Compute only when nobody has used keyboard, mouse or a terminal, and other programs have been quiet, for so many minutes; null: whoever sits there. More than 0, at most 1,440.</summary>
    public double? IdleMinutes { get; init; }

    /// <summary>Compute only while other programs use less than this of all processors together, in percent. Null: 25 where <see cref="IdleMinutes"/> is set, else no matter. More than 0, at most 100.</summary>
    public double? OthersLoadPercent { get; init; }

    /// <summary>Whether to compute on battery. Default true.</summary>
    public bool OnBattery { get; init; } = true;

    /// <summary>Hours of the week in which to compute, as <see cref="WeekHours"/> reads them, by the machine's clock; null: all.</summary>
    public string? Hours { get; init; }

    /// <summary>Most tasks computed at the same time, at most as many as the worker was started with; null: as many. 1 to 1,024.</summary>
    public int? Slots { get; init; }

    /// <summary>Memory for tasks, in MiB; null: no matter. Each task needs 256: fewer slots are used where it does not reach. A container gets an equal share. At least 256.</summary>
    public long? MemoryMiB { get; init; }

    /// <summary>Disk for downloaded content, in MiB, from the next start on; null: the worker's own default. At least 64.</summary>
    public long? DiskMiB { get; init; }

    /// <summary>Take no new task while less than this is free on the data folder's disk, in MiB; null: no matter. At least 0.</summary>
    public long? KeepFreeMiB { get; init; }

    /// <summary>The owner's word that it is to rest now; null: none.</summary>
    public RestOrder? Rest { get; init; }

    /// <summary>The hours, read.</summary>
    [JsonIgnore]
    public WeekHours? Week => Hours is { } text ? WeekHours.Parse(text) : null;

    /// <summary>The load of others that stops it, 0 to 1; null if none does.</summary>
    [JsonIgnore]
    public double? OthersLoadLimit => (OthersLoadPercent ?? (IdleMinutes is null ? null : DefaultOthersLoadPercent)) / 100;

    /// <summary>Whether one must look at the machine to know whether it may compute.</summary>
    [JsonIgnore]
    public bool WatchesMachine => OthersLoadLimit is not null || !OnBattery || KeepFreeMiB is not null;

    /// <summary>Memory that one WebAssembly task may take, in MiB.</summary>
    public const long TaskMiB = 256;

    /// <summary>Slots that are lent of those that the worker has.</summary>
    public int SlotsOf(int all) => (int)Math.Min(Math.Min(all, Slots ?? all), (MemoryMiB ?? long.MaxValue) / TaskMiB);

    /// <summary>Most memory of one container, in bytes; null for no limit of the owner's.</summary>
    public long? ContainerBytesOf(int all) => MemoryMiB is { } memory ? (memory << 20) / SlotsOf(all) : null;

    /// <summary>Checks every value.</summary>
    /// <exception cref="FormatException">Names the preference, its value and what is allowed.</exception>
    public void Validate()
    {
        Require(IdleMinutes is null or (> 0 and <= 1440), "idleMinutes", IdleMinutes, "more than 0 and at most 1,440");
        Require(OthersLoadPercent is null or (> 0 and <= 100), "othersLoadPercent", OthersLoadPercent, "more than 0 and at most 100");
        Require(Slots is null or (>= 1 and <= 1024), "slots", Slots, "1 to 1,024");
        Require(MemoryMiB is null or (>= TaskMiB and <= 1L << 40), "memoryMiB", MemoryMiB, "at least 256, which one task needs");
        Require(DiskMiB is null or (>= 64 and <= 1L << 40), "diskMiB", DiskMiB, "at least 64");
        Require(KeepFreeMiB is null or (>= 0 and <= 1L << 40), "keepFreeMiB", KeepFreeMiB, "0 or more");
        _ = Week;
    }

    private static void Require(bool holds, string name, IFormattable? value, string rule)
    {
        if (!holds)
        {
            throw new FormatException($"{name} is {value?.ToString(null, CultureInfo.InvariantCulture)}; it must be {rule}.");
        }
    }
}
