using Ect.Ethereum;
using Ect.Protocol.Live;

namespace Ect.Scheduler.Live;

/// <summary>Which lines of a task somebody wants.</summary>
/// <param name="Worker">Of this worker alone; null for all.</param>
/// <param name="Channel">Of this stream alone; null for both.</param>
/// <param name="From">From this position on, of the worker named.</param>
internal sealed record LogQuery(Address? Worker, LiveChannel? Channel, long From)
{
    public bool Fits(LiveLine line) => Channel is null || line.Channel == (int)Channel;

    /// <summary>Reads the query of an address; the problem says what is wrong with it.</summary>
    public static LogQuery? Parse(string? worker, string? stream, long? from, out string problem)
    {
        problem = "";
        Address parsed = default;
        if (worker is not null && !Address.TryParse(worker, out parsed))
        {
            problem = $"worker={worker} is no address: give 0x and 40 hexadecimal digits.";
        }
        else if (stream is not (null or "stdout" or "stderr"))
        {
            problem = $"stream={stream} is unknown: give stdout or stderr, or leave it out for both.";
        }
        else if (from < 0 || (from is not null && worker is null))
        {
            problem = $"from={from} must be 0 or more, and needs worker=: positions count the lines of one worker.";
        }

        return problem.Length > 0 ? null : new(worker is null ? null : parsed, stream switch { "stdout" => LiveChannel.Output, "stderr" => LiveChannel.Error, _ => null }, from ?? 0);
    }
}
