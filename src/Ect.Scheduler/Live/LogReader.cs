using System.Buffers;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Ect.Ethereum;

namespace Ect.Scheduler.Live;

/// <summary>
/// Goes through one worker's lines of a task, oldest first, each once. It remembers how far it came in bytes: who follows costs what is
/// new, not the whole file again and again.
/// </summary>
/// <param name="logs">Where the lines are.</param>
/// <param name="task">Of this task.</param>
/// <param name="worker">Of this worker.</param>
/// <param name="from">Lines before this position are passed over.</param>
internal sealed class LogReader(LogStore logs, Bytes32 task, Address worker, long from)
{
    private const int BufferBytes = 64 << 10;

    private long _from = from;
    private long _position;
    private long _offset;
    private long _seen;

    /// <summary>What has come since it was read last, as it stands now.</summary>
    public async IAsyncEnumerable<LiveLine> ReadAsync([EnumeratorCancellation] CancellationToken ct)
    {
        var size = logs.SizeOf(task, worker);
        if (size < _seen)
        {
            // The file was swept away; another begins with its first line.
            (_from, _position, _offset, _seen) = (0, 0, 0, 0);
        }

        if (size == _seen || logs.Open(task, worker) is not { } file)
        {
            yield break;
        }

        _seen = size;
        file.Position = _offset;
        var pipe = PipeReader.Create(file, new StreamPipeReaderOptions(bufferSize: BufferBytes));
        try
        {
            // What lies beyond the size is in the middle of being written.
            for (var isAtEnd = false; _offset < size && !isAtEnd;)
            {
                var read = await pipe.ReadAsync(ct);
                var (rest, examined) = (read.Buffer, read.Buffer.End);
                while (_offset < size && rest.PositionOf((byte)'\n') is { } end)
                {
                    var (text, position) = (rest.Slice(0, end), _position++);
                    _offset += text.Length + 1;
                    rest = rest.Slice(rest.GetPosition(1, end));
                    if (position >= _from && Parse(text) is { } line)
                    {
                        yield return line with { Position = position };
                    }
                }

                pipe.AdvanceTo(rest.Start, examined);
                isAtEnd = read.IsCompleted;
            }
        }
        finally
        {
            await pipe.CompleteAsync();
        }
    }

    private static LiveLine? Parse(ReadOnlySequence<byte> text)
    {
        try
        {
            var json = new Utf8JsonReader(text);
            return JsonSerializer.Deserialize(ref json, LiveJson.Default.LiveLine);
        }
        catch (JsonException)
        {
            return null; // cut off by a crash
        }
    }
}
