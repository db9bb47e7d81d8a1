namespace Ect.Worker.Runtimes;

/// <summary>Sees what an application writes to its standard streams, while it runs.</summary>
public interface IOutputTap
{
    /// <summary>
    /// Takes what was just written, in the order of writing within a stream. Called on the thread that serves the
    /// application, possibly of both streams at once: returns at once, keeps a copy of what it wants, never throws.
    /// </summary>
    void Write(StreamKind stream, ReadOnlySpan<byte> data);

    /// <summary>Takes what was written before the run was interrupted: it goes on from there. Called before any other call.</summary>
    void Resume(ReadOnlySpan<byte> output, ReadOnlySpan<byte> error)
    {
        Write(StreamKind.Output, output);
        Write(StreamKind.Error, error);
    }
}
