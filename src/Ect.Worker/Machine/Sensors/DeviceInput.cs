using System.Globalization;
using Ect.Worker.Preferences;

namespace Ect.Worker.Machine.Sensors;

/// <summary>
/// When keyboard, mouse or touchpad were last used, by their interrupts: those of the keyboard controller and of devices on
/// the machine's inner buses. What hangs on USB shares its interrupts with disks and is left to the desktop.
/// </summary>
/// <param name="interrupts">The file <c>/proc/interrupts</c>.</param>
internal sealed class DeviceInput(string interrupts)
{
    private static readonly string[] Names = ["i8042", "i2c_hid", "i2c-hid", "hid-over-i2c", "elan", "syna", "touchpad", "keyboard", "mouse"];

    private long? last;
    private DateTimeOffset? changedAt;

    /// <summary>The last time at which a count had grown; null before that.</summary>
    public MachineUse? Last(DateTimeOffset now)
    {
        var count = ProcFile.Lines(interrupts).Where(line => Names.Any(name => line.Contains(name, StringComparison.OrdinalIgnoreCase))).Sum(Count);
        if (last is { } before && count != before)
        {
            changedAt = now;
        }

        last = count;
        return changedAt is { } at ? new(at, "keyboard or mouse") : null;
    }

    // " 1:   9   0   IO-APIC   1-edge   i8042": a column for each processor.
    private static long Count(string line) => line
        .Split(' ', StringSplitOptions.RemoveEmptyEntries)
        .Skip(1)
        .TakeWhile(column => column.All(char.IsAsciiDigit))
        .Sum(column => long.Parse(column, CultureInfo.InvariantCulture));
}
