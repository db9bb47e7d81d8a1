using System.Globalization;
using Ect.Scheduler.Why;
using Ect.Wire;

namespace Ect.Scheduler.Workers;

/// <summary>What a worker says of why it takes no work, in our words: its own would be a stranger's.</summary>
internal static class RestingReason
{
    // The last second of the year 9999.
    private const ulong MaxSecond = 253_402_300_799;

    /// <summary>The reason; null if the worker takes work.</summary>
    public static Reason? Of(Resting? resting)
    {
        if (resting is null)
        {
            return null;
        }

        var until = resting.HasUntil && resting.Until <= MaxSecond
            ? string.Create(CultureInfo.InvariantCulture, $", until {DateTimeOffset.FromUnixTimeSeconds((long)resting.Until):u}")
            : "";
        return resting.Reason switch
        {
            RestReason.OutsideHours => WorkerReasons.OutsideHours.Say($"It is outside the worker's hours{until}."),
            RestReason.OnBattery => WorkerReasons.OnBattery.Say("The worker's machine runs on battery."),
            RestReason.DiskFull => WorkerReasons.DiskFull.Say("The worker's disk is too full."),
            RestReason.InUse => WorkerReasons.OwnerUsesMachine.Say("The worker's owner uses the machine."),
            _ => WorkerReasons.PausedByOwner.Say($"The worker's owner paused it{until}."),
        };
    }
}
