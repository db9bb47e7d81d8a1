using System.Globalization;

namespace Ect.Simulation.Grid.Traces;

/// <summary>
/// When the machines of a real system were there. Read from <c>event_trace.tab</c> of the Failure Trace Archive (Kondo,
/// Javadi, Iosup and Epema, CCGrid 2010): nine columns with a tab between them, lines with # are comments:
/// event_id, component_id, node_id, platform_id, node_name, event_type (0 unavailable, 1 available), event_start_time,
/// event_stop_time (seconds of any epoch), event_end_reason.
/// </summary>
/// <param name="Nodes">In the order in which they come in the trace; without those that were never there.</param>
/// <param name="Seconds">From the first event's start to the last one's end, above 0.</param>
public sealed record FailureTrace(IReadOnlyList<TraceNode> Nodes, double Seconds)
{
    private const int Columns = 9;

    // What tells who and when; the reason at the end is missing in some traces.
    private const int NeededColumns = 8;

    /// <summary>Reads a trace.</summary>
    /// <param name="reader">Is read to its end.</param>
    /// <param name="limits">What is read at most.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="FormatException">A line that is none of the format, with its number; a trace that exceeds a limit or has nobody in it.</exception>
    public static FailureTrace Read(TextReader reader, FailureTraceLimits? limits = null, CancellationToken cancellation = default)
    {
        limits ??= new();
        var lines = new LineReader(reader, limits.LineLength);
        var gathered = new Dictionary<(long Platform, long Node), List<UpTime>>();
        var (events, begin, end) = (0, double.PositiveInfinity, double.NegativeInfinity);
        while (lines.TryRead(out var line))
        {
            if (line.IsWhiteSpace() || line.TrimStart()[0] == '#')
            {
                continue;
            }

            if (++events > limits.Events)
            {
                throw lines.Refused($"the trace has more than {limits.Events} events; cut it");
            }

            if (events % 65_536 == 0)
            {
                cancellation.ThrowIfCancellationRequested();
            }

            var (key, isUp, time) = Parse(lines, line);
            (begin, end) = (Math.Min(begin, time.Start), Math.Max(end, time.End));
            if (!gathered.TryGetValue(key, out var times))
            {
                times = gathered.Count < limits.Nodes ? gathered[key] = [] : throw lines.Refused($"the trace has more than {limits.Nodes} nodes; cut it");
            }

            if (isUp && time.End > time.Start)
            {
                times.Add(time);
            }
        }

        List<TraceNode> nodes = [.. gathered.Where(node => node.Value.Count > 0).Select(node => new TraceNode(node.Key.Platform, node.Key.Node, Join(node.Value, begin)))];
        return nodes.Count > 0 ? new(nodes, end - begin) : throw new FormatException("The trace has no node that is ever available (event_type 1).");
    }

    /// <summary>The same trace from another moment on: what was before it comes at the end.</summary>
    /// <param name="moment">Seconds since its beginning, 0 to <see cref="Seconds"/>.</param>
    public FailureTrace From(double moment)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(moment);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(moment, Seconds);
        return new([.. Nodes.Select(node => node with { Up = Join([.. node.Up.SelectMany(Turned)], 0) })], Seconds);

        IEnumerable<UpTime> Turned(UpTime time)
        {
            if (time.End > moment)
            {
                yield return new(Math.Max(time.Start, moment) - moment, time.End - moment);
            }

            if (time.Start < moment)
            {
                yield return new(time.Start - moment + Seconds, Math.Min(time.End, moment) - moment + Seconds);
            }
        }
    }

    private static ((long Platform, long Node) Key, bool IsUp, UpTime Time) Parse(LineReader lines, ReadOnlySpan<char> line)
    {
        Span<Range> columns = stackalloc Range[Columns + 1];
        var count = line.Split(columns, '\t');
        if (count is < NeededColumns or > Columns)
        {
            throw lines.Refused($"there are {(count > Columns ? "more" : count)} columns; an event has {Columns} with a tab between them");
        }

        var node = Id(lines, "node_id", line[columns[2]]);
        var platform = Id(lines, "platform_id", line[columns[3]]);
        var isUp = line[columns[5]].Trim() switch
        {
            "0" => false,
            "1" => true,
            var other => throw lines.Refused($"event_type is '{Shown(other)}'; it must be 0 (unavailable) or 1 (available)"),
        };
        var time = new UpTime(Second(lines, "event_start_time", line[columns[6]]), Second(lines, "event_stop_time", line[columns[7]]));
        return time.End >= time.Start
            ? ((platform, node), isUp, time)
            : throw lines.Refused(string.Create(CultureInfo.InvariantCulture, $"event_stop_time {time.End} is before event_start_time {time.Start}"));
    }

    private static long Id(LineReader lines, string name, ReadOnlySpan<char> text) => long.TryParse(text.Trim(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var id)
        ? id
        : throw lines.Refused($"{name} is '{Shown(text)}'; it must be a whole number");

    // Seconds to 10^12 leave a double a tenth of a millisecond.
    private static double Second(LineReader lines, string name, ReadOnlySpan<char> text) =>
        double.TryParse(text.Trim(), NumberStyles.Float, CultureInfo.InvariantCulture, out var second) && Math.Abs(second) <= 1e12
            ? second
            : throw lines.Refused($"{name} is '{Shown(text)}'; it must be a number of seconds");

    private static string Shown(ReadOnlySpan<char> text) => text.Length <= 40 ? text.ToString() : $"{text[..40]}…";

    // In order and without overlaps: some traces have the same time twice, or two components of a node.
    private static List<UpTime> Join(List<UpTime> times, double begin)
    {
        times.Sort((one, other) => one.Start.CompareTo(other.Start));
        var joined = new List<UpTime>(times.Count);
        foreach (var time in times)
        {
            var moved = new UpTime(time.Start - begin, time.End - begin);
            if (joined.Count > 0 && moved.Start <= joined[^1].End)
            {
                joined[^1] = new(joined[^1].Start, Math.Max(joined[^1].End, moved.End));
            }
            else
            {
                joined.Add(moved);
            }
        }

        return joined;
    }
}
