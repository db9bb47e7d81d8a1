namespace Ect.Worker.Runtimes.Wasi;

/// <summary>A standard stream: output when it has a sink, otherwise the empty standard input.</summary>
internal sealed class StreamDescriptor(CapturedStream? sink) : Descriptor
{
    public CapturedStream? Sink => sink;
}
