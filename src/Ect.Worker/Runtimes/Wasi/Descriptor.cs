namespace Ect.Worker.Runtimes.Wasi;

/// <summary>What a descriptor number of the application stands for.</summary>
internal abstract class Descriptor
{
    /// <summary>Flags as <c>fd_fdstat_get</c> shows them; only appending has an effect.</summary>
    public ushort Flags { get; set; }

    public virtual void Close()
    {
    }
}
