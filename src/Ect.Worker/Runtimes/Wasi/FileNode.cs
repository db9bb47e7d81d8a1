namespace Ect.Worker.Runtimes.Wasi;

/// <summary>A file that the application can read.</summary>
internal abstract class FileNode(ulong inode) : Node(inode)
{
    public abstract long Size { get; }

    /// <summary>Reads at an offset; fewer bytes than asked for only at the end of the file.</summary>
    public int Read(long offset, Span<byte> destination)
    {
        var wanted = (int)Math.Clamp(Size - offset, 0, destination.Length);
        for (var done = 0; done < wanted;)
        {
            var count = ReadSome(offset + done, destination[done..wanted]);
            if (count == 0)
            {
                throw new IOException("a file became shorter while an application was reading it");
            }

            done += count;
        }

        return wanted;
    }

    public virtual void Opened()
    {
    }

    public virtual void Closed()
    {
    }

    protected abstract int ReadSome(long offset, Span<byte> destination);
}
