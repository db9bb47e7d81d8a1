using System.Globalization;

namespace Ect.Worker.Preferences;

/// <summary>
/// Whether a worker may compute. It stops at the first sign that the machine is wanted, and begins when there has been none
/// for the time that its owner asked for, so that it never goes back and forth.
/// </summary>
public static class StandingDecision
{
    /// <summary>How long other programs must be quiet, or the power be there, where no time was asked for.</summary>
    public static readonly TimeSpan Calm = TimeSpan.FromMinutes(1);

    /// <summary>Decides. Pure.</summary>
    /// <param name="preferences">The owner's.</param>
    /// <param name="machine">What is known of the machine.</param>
    /// <param name="now">The moment.</param>
    /// <param name="zone">Of the owner's clock.</param>
    public static Standing Whether(WorkerPreferences preferences, MachineState machine, DateTimeOffset now, TimeZoneInfo zone)
    {
        if (preferences.Rest is { } order && !(order.Until <= now))
        {
            var until = order.Until is { } end ? $"until {Clock(end, zone)}" : "until `ect worker resume`";
            return order.Finish
                ? new Standing.NoNewWork(new(RestCause.ByHand, $"its owner lets it finish what it has and take nothing more, {until}", order.Until))
                : new Standing.Pause(new(RestCause.ByHand, $"its owner paused it {until}", order.Until));
        }

        return (Hours(preferences, now, zone) ?? Power(preferences, machine, now) ?? Use(preferences, machine, now)) is { } rest
            ? new Standing.Pause(rest)
            : Disk(preferences, machine) is { } full ? new Standing.NoNewWork(full)
            : new Standing.Run();
    }

    private static Rest? Hours(WorkerPreferences preferences, DateTimeOffset now, TimeZoneInfo zone)
    {
        if (preferences.Week is not { } week || week.Contains(now, zone))
        {
            return null;
        }

        var next = week.NextChange(now, zone);
        return new(RestCause.OutsideHours, $"it is outside its hours, {week}{(next is { } at ? $"; they begin {Clock(at, zone)}" : "")}", next);
    }

    private static Rest? Power(WorkerPreferences preferences, MachineState machine, DateTimeOffset now) =>
        preferences.OnBattery || machine.LastOnBattery is not { } last || now - last >= Calm ? null
        : machine.OnBattery == true ? new(RestCause.OnBattery, "the machine runs on battery")
        : new(RestCause.OnBattery, "the machine has just been plugged in", last + Calm);

    private static Rest? Use(WorkerPreferences preferences, MachineState machine, DateTimeOffset now)
    {
        if (preferences.OthersLoadLimit is null)
        {
            return null;
        }

        var asked = preferences.IdleMinutes is { } minutes ? TimeSpan.FromMinutes(minutes) : Calm;
        MachineUse?[] signs = [new(machine.WatchedSince, "the watch began"), machine.LastLoad, preferences.IdleMinutes is null ? null : machine.LastInput];
        var last = signs.OfType<MachineUse>().MaxBy(sign => sign.At)!;
        var quiet = now - last.At;
        return quiet >= asked
            ? null
            : new(RestCause.InUse, string.Create(CultureInfo.InvariantCulture, $"the machine is in use: {last.What} {Ago(quiet)}, and it must have been idle for {Span(asked)}"));
    }

    private static Rest? Disk(WorkerPreferences preferences, MachineState machine) =>
        preferences.KeepFreeMiB is { } keep && machine.FreeDiskBytes >> 20 < keep
            ? new(RestCause.DiskFull, string.Create(CultureInfo.InvariantCulture, $"{machine.FreeDiskBytes >> 20:N0} MiB of the disk are free, and {keep:N0} are to be kept free"))
            : null;

    private static string Clock(DateTimeOffset moment, TimeZoneInfo zone) => TimeZoneInfo.ConvertTime(moment, zone).ToString("ddd yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);

    private static string Ago(TimeSpan span) => span < TimeSpan.FromSeconds(5) ? "just now" : $"{Span(span)} ago";

    private static string Span(TimeSpan span) => span < TimeSpan.FromMinutes(1)
        ? string.Create(CultureInfo.InvariantCulture, $"{span.TotalSeconds:0} s")
        : string.Create(CultureInfo.InvariantCulture, $"{span.TotalMinutes:0.#} min");
}
