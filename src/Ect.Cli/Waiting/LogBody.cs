namespace Ect.Cli.Waiting;

/// <summary>
/// The body of a task's log as a server sends it. It breaks off with an error where a piece has no end, where there is more than any
/// scheduler keeps, or where nothing comes: whoever reads lines or events gathers each in memory until it ends.
/// </summary>
internal sealed class LogBody : Stream
{
    /// <summary>Most bytes of one line or event: a sealed piece of 32 KiB is a line of 45 KiB.</summary>
    public const int LargestPiece = 64 << 10;

    /// <summary>Most bytes without following: what 64 workers may write, twice the contributors that a task may have.</summary>
    public const long LargestLog = 256 << 20;

    private readonly Stream _inner;
    private readonly bool _areEvents;
    private readonly long _most;
    private readonly TimeSpan _patience;
    private readonly TimeProvider _time;
    private long _total;
    private int _piece;
    private int _line;
    private byte _last;

    private LogBody(Stream inner, bool areEvents, long most, TimeSpan patience, TimeProvider time) => (_inner, _areEvents, _most, _patience, _time) = (inner, areEvents, most, patience, time);

    /// <summary>Lines, which end some time.</summary>
    /// <param name="inner">The body; it goes with this stream.</param>
    /// <param name="patience">How long the next bytes are waited for.</param>
    /// <param name="time">By which clock.</param>
    /// <param name="most">Most bytes in all.</param>
    public static LogBody OfLines(Stream inner, TimeSpan patience, TimeProvider time, long most = LargestLog) => new(inner, areEvents: false, most, patience, time);

    /// <summary>Server-sent events, each ended by an empty line, for as long as there are any.</summary>
    /// <param name="inner">The body; it goes with this stream.</param>
    public static LogBody OfEvents(Stream inner) => new(inner, areEvents: true, long.MaxValue, Timeout.InfiniteTimeSpan, TimeProvider.System);

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        using var late = new CancellationTokenSource(_patience, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);
        try
        {
            var read = await _inner.ReadAsync(buffer, either.Token);
            Count(buffer.Span[..read]);
            return read;
        }
        catch (OperationCanceledException) when (late.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new IOException($"nothing more came within {_patience.TotalSeconds:0} s.");
        }
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("A log is read without blocking a thread.");

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Flush()
    {
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _inner.Dispose();
        }

        base.Dispose(disposing);
    }

    private void Count(ReadOnlySpan<byte> bytes)
    {
        if ((_total += bytes.Length) > _most)
        {
            throw new IOException($"it is longer than {_most >> 20} MiB, more than a scheduler keeps of a task.");
        }

        foreach (var value in bytes)
        {
            _piece++;
            if (value is (byte)'\n' or (byte)'\r')
            {
                // The second half of a line end ends no line of its own.
                var isSecondHalf = value == (byte)'\n' && _last == (byte)'\r';
                if (!_areEvents || (_line == 0 && !isSecondHalf))
                {
                    _piece = 0;
                }

                _line = 0;
            }
            else
            {
                _line++;
            }

            _last = value;
            if (_piece > LargestPiece)
            {
                throw new IOException($"{(_areEvents ? "an event" : "a line")} is longer than {LargestPiece >> 10} KiB, which no scheduler writes.");
            }
        }
    }
}
