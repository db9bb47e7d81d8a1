namespace Ect.Worker.Machine.Sensors;

/// <summary>Whether the machine runs on battery.</summary>
/// <param name="folder">The folder <c>/sys/class/power_supply</c>.</param>
internal sealed class PowerSupply(string folder)
{
    /// <summary>True if a battery of the machine is being used and nothing feeds it; null if it has no battery. One of a mouse does not count.</summary>
    public bool? IsOnBattery()
    {
        var supplies = ProcFile.Entries(folder).Select(path => (Type: Read(path, "type"), Online: Read(path, "online"), Status: Read(path, "status"), Scope: Read(path, "scope"))).ToList();
        var batteries = supplies.Where(supply => supply is { Type: "Battery" or "UPS", Scope: not "Device" }).ToList();
        return batteries.Count == 0 ? null
            : !supplies.Any(supply => supply is { Type: "Mains" or "USB", Online: "1" }) && batteries.Any(battery => battery.Status == "Discharging");
    }

    private static string Read(string supply, string name) => ProcFile.Line(Path.Combine(supply, name));
}
