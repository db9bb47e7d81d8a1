using System.Globalization;

namespace Ect.Worker.Machine.Sensors;

/// <summary>
/// What other programs use of the processors: all that was used, less the worker's own part, its children's, its containers'
/// and that of the programs that run containers.
/// </summary>
/// <param name="proc">The folder <c>/proc</c>.</param>
/// <param name="containers">Processor time of the worker's containers.</param>
internal sealed class ProcessorLoad(string proc, Func<TimeSpan> containers)
{
    // USER_HZ: what the kernel counts in for programs, 100 on every Linux that .NET runs on.
    private const double TicksPerSecond = 100;

    // Waiting for the disk is no work of a processor; what guests use stands in user and nice already.
    private const int Idle = 3;
    private const int IoWait = 4;
    private const int Fields = 8;

    private static readonly HashSet<string> Engines = ["dockerd", "containerd", "containerd-shim", "docker-proxy", "podman", "conmon", "crun", "runc"];

    private (double Busy, double All, double Own)? last;

    /// <summary>Load of others since the last call, 0 to 1; null at the first call, or where the system does not tell.</summary>
    public double? SinceLast()
    {
        var before = last;
        last = Read();
        if (before is not { } from || last is not { } to || to.All <= from.All)
        {
            return null;
        }

        // An engine that was restarted has used less than before.
        var own = Math.Max(0, to.Own - from.Own);
        return Math.Clamp((to.Busy - from.Busy - own) / (to.All - from.All), 0, 1);
    }

    private (double Busy, double All, double Own)? Read()
    {
        // "cpu  user nice system idle iowait irq softirq steal guest guest_nice"
        var fields = ProcFile.Line(Path.Combine(proc, "stat")).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (fields is not ["cpu", ..] || fields.Length <= Fields)
        {
            return null;
        }

        var counts = fields[1..(Fields + 1)].Select(Number).ToArray();
        var all = counts.Sum();
        return (all - counts[Idle] - counts[IoWait], all, Own());
    }

    private double Own()
    {
        var ticks = (containers().TotalSeconds * TicksPerSecond) + Used(Path.Combine(proc, "self", "stat"), withChildren: true, static _ => true);
        foreach (var process in ProcFile.Entries(proc))
        {
            if (char.IsAsciiDigit(Path.GetFileName(process)[0]))
            {
                ticks += Used(Path.Combine(process, "stat"), withChildren: false, IsEngine);
            }
        }

        return ticks;
    }

    private static bool IsEngine(string name) => Engines.Contains(name) || name.StartsWith("containerd-shim", StringComparison.Ordinal);

    // "pid (name) state ppid …": a name may hold spaces and brackets. Behind it utime is the 12th, stime, cutime, cstime follow.
    private static double Used(string path, bool withChildren, Func<string, bool> isMeant)
    {
        var line = ProcFile.Line(path);
        var (open, close) = (line.IndexOf('(', StringComparison.Ordinal), line.LastIndexOf(')'));
        if (open < 0 || close < open || !isMeant(line[(open + 1)..close]))
        {
            return 0;
        }

        var fields = line[(close + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return fields.Skip(11).Take(withChildren ? 4 : 2).Sum(Number);
    }

    private static double Number(string text) => double.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out var number) ? number : 0;
}
