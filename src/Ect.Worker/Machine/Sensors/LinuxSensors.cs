using Ect.Worker.Preferences;

namespace Ect.Worker.Machine.Sensors;

/// <summary>Looks at a Linux machine through its own files.</summary>
internal sealed class LinuxSensors : IMachineSensors
{
    private readonly string dataFolder;
    private readonly TimeProvider time;
    private readonly ProcessorLoad load;
    private readonly TerminalInput terminals;
    private readonly DeviceInput devices;
    private readonly PowerSupply power;
    private readonly DesktopSession? desktop;

    /// <param name="root">The folder that holds <c>proc</c>, <c>sys</c> and <c>dev</c>: <c>/</c>.</param>
    /// <param name="dataFolder">On the disk to look at.</param>
    /// <param name="containers">Processor time of the worker's containers, which are no children of it.</param>
    /// <param name="desktop">Asks the desktop; null to leave it alone.</param>
    /// <param name="time">The clock.</param>
    public LinuxSensors(string root, string dataFolder, Func<TimeSpan> containers, DesktopSession? desktop, TimeProvider time)
    {
        (this.dataFolder, this.time, this.desktop) = (dataFolder, time, desktop);
        load = new(Path.Combine(root, "proc"), containers);
        terminals = new(Path.Combine(root, "dev"));
        devices = new(Path.Combine(root, "proc", "interrupts"));
        power = new(Path.Combine(root, "sys", "class", "power_supply"));
    }

    public async Task<MachineSample> LookAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        MachineUse?[] inputs = [terminals.Last(), devices.Last(now), desktop is null ? null : await desktop.LastAsync(now, cancellationToken)];
        return new(inputs.OfType<MachineUse>().MaxBy(use => use.At), load.SinceLast(), power.IsOnBattery(), FreeDisk());
    }

    private long? FreeDisk()
    {
        try
        {
            return new DriveInfo(Path.GetFullPath(dataFolder)).AvailableFreeSpace;
        }
        catch (IOException)
        {
            return null;
        }
    }
}
