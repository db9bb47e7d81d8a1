using System.Globalization;

namespace Ect.Bench.Hosting;

/// <summary>What a process, with its children, has used so far, from /proc.</summary>
/// <param name="CpuSeconds">User and system time; of children that ended too.</param>
/// <param name="ResidentBytes">Memory in RAM now.</param>
/// <param name="WrittenBytes">Bytes that went to disks.</param>
internal sealed record ProcessUsage(double CpuSeconds, long ResidentBytes, long WrittenBytes)
{
    private const double TicksPerSecond = 100;

    public static ProcessUsage None { get; } = new(0, 0, 0);

    public static ProcessUsage Of(int process) => new[] { process }.Concat(ChildrenOf(process)).Select(OfOne).Aggregate(None, (sum, one) => sum + one);

    public static ProcessUsage operator +(ProcessUsage left, ProcessUsage right) =>
        new(left.CpuSeconds + right.CpuSeconds, left.ResidentBytes + right.ResidentBytes, left.WrittenBytes + right.WrittenBytes);

    /// <summary>What was used since; memory as it is now.</summary>
    public ProcessUsage Since(ProcessUsage before) => new(CpuSeconds - before.CpuSeconds, ResidentBytes, WrittenBytes - before.WrittenBytes);

    public static ProcessUsage OfOne(int process)
    {
        try
        {
            var stat = File.ReadAllText($"/proc/{process}/stat");
            var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            var ticks = fields[11..15].Sum(field => long.Parse(field, CultureInfo.InvariantCulture));
            return new(ticks / TicksPerSecond, Number($"/proc/{process}/status", "VmRSS:") * 1024, Number($"/proc/{process}/io", "write_bytes:"));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return None; // It has ended.
        }
    }

    private static IEnumerable<int> ChildrenOf(int process)
    {
        string[] children;
        try
        {
            children = File.ReadAllText($"/proc/{process}/task/{process}/children").Split(' ', StringSplitOptions.RemoveEmptyEntries);
        }
        catch (IOException)
        {
            children = [];
        }

        return children.Select(child => int.Parse(child, CultureInfo.InvariantCulture));
    }

    private static long Number(string file, string label) =>
        File.ReadLines(file).FirstOrDefault(line => line.StartsWith(label, StringComparison.Ordinal)) is { } line
            ? long.Parse(line[label.Length..].Replace("kB", "", StringComparison.Ordinal).Trim(), CultureInfo.InvariantCulture)
            : 0;
}
