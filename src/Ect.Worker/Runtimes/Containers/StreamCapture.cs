using Docker.DotNet;

namespace Ect.Worker.Runtimes.Containers;

/// <summary>
/// Standard output and error of a container, each kept up to a limit; what is kept is shown to the tap at once. What lies beyond is read
/// and thrown away.
/// </summary>
internal sealed class StreamCapture(int limit, IOutputTap? tap = null) : IDisposable
{
    private const int BufferBytes = 64 * 1024;

    private readonly MemoryStream output = new();
    private readonly MemoryStream error = new();

    /// <summary>Whether one of the streams went beyond the limit.</summary>
    public bool Overflowed { get; private set; }

    public ReadOnlySpan<byte> Output => output.GetBuffer().AsSpan(0, (int)output.Length);

    public ReadOnlySpan<byte> Error => error.GetBuffer().AsSpan(0, (int)error.Length);

    /// <summary>Reads to the end of both.</summary>
    /// <param name="stream">The engine's stream.</param>
    /// <param name="overflow">Called once when the limit is passed: the container should be killed.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    public async Task ReadAsync(MultiplexedStream stream, Action overflow, CancellationToken cancellationToken)
    {
        var buffer = new byte[BufferBytes];
        while (await stream.ReadOutputAsync(buffer, 0, buffer.Length, cancellationToken) is { EOF: false } read)
        {
            var (target, kind) = read.Target == MultiplexedStream.TargetStream.StandardError ? (error, StreamKind.Error) : (output, StreamKind.Output);
            var room = Math.Min(read.Count, limit - (int)target.Length);
            target.Write(buffer, 0, room);
            tap?.Write(kind, buffer.AsSpan(0, room));
            if (room < read.Count && !Overflowed)
            {
                Overflowed = true;
                overflow();
            }
        }
    }

    public void Dispose()
    {
        output.Dispose();
        error.Dispose();
    }
}
