using System.Globalization;

namespace Ect.Worker.Preferences;

/// <summary>What is known of the machine, from all looks at it. What was before the watch began is not known to have been quiet.</summary>
/// <param name="WatchedSince">When the watch began.</param>
/// <param name="SeenAt">The last look.</param>
public sealed record MachineState(DateTimeOffset WatchedSince, DateTimeOffset SeenAt)
{
    /// <summary>Between two looks; beyond it the machine slept, or its clock was changed, and the watch begins anew.</summary>
    public static readonly TimeSpan LongestBlink = TimeSpan.FromMinutes(1);

    /// <summary>The last time that somebody used it; null: not seen.</summary>
    public MachineUse? LastInput { get; init; }

    /// <summary>The last time that other programs used more than they may; null: not seen.</summary>
    public MachineUse? LastLoad { get; init; }

    /// <summary>The last time that it ran on battery; null: not seen.</summary>
    public DateTimeOffset? LastOnBattery { get; init; }

    /// <summary>Load of other programs at the last look, 0 to 1; null: unknown.</summary>
    public double? OthersLoad { get; init; }

    /// <summary>Whether it runs on battery; null: it has none.</summary>
    public bool? OnBattery { get; init; }

    /// <summary>Free on the data folder's disk; null: unknown.</summary>
    public long? FreeDiskBytes { get; init; }

    /// <summary>A machine that nobody has looked at yet.</summary>
    public static MachineState Unseen(DateTimeOffset now) => new(now, now);

    /// <summary>The state after another look.</summary>
    /// <param name="sample">What it shows.</param>
    /// <param name="loadLimit">The load of others from which on the machine counts as used, 0 to 1; null: none.</param>
    /// <param name="now">When.</param>
    public MachineState After(MachineSample sample, double? loadLimit, DateTimeOffset now)
    {
        var slept = now < SeenAt || now - SeenAt > LongestBlink;
        return this with
        {
            WatchedSince = slept ? now : WatchedSince,
            SeenAt = now,
            LastInput = Later(LastInput, sample.Input, now),
            LastLoad = sample.OthersLoad is { } load && load >= loadLimit
                ? new(now, string.Create(CultureInfo.InvariantCulture, $"other programs use {load:P0} of the processors"))
                : Later(LastLoad, null, now),
            LastOnBattery = sample.OnBattery == true ? now : LastOnBattery > now ? now : LastOnBattery,
            OthersLoad = sample.OthersLoad,
            OnBattery = sample.OnBattery,
            FreeDiskBytes = sample.FreeDiskBytes,
        };
    }

    // Nothing was seen in the future: a clock was put back.
    private static MachineUse? Later(MachineUse? old, MachineUse? seen, DateTimeOffset now)
    {
        var last = seen is not null && (old is null || seen.At > old.At) ? seen : old;
        return last?.At > now ? last with { At = now } : last;
    }
}
