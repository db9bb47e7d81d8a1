namespace Ect.Worker.Runtimes.Containers;

/// <summary>What an engine sends. The client library's own stream fails when it is asked for nothing, as readers of archives do.</summary>
internal sealed class EngineStream(Stream inner) : ForwardStream(inner)
{
    public override int Read(Span<byte> buffer) => buffer.IsEmpty ? 0 : inner.Read(buffer);

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        buffer.IsEmpty ? ValueTask.FromResult(0) : inner.ReadAsync(buffer, cancellationToken);

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();
}
