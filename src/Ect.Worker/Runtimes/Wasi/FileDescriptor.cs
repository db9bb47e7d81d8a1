namespace Ect.Worker.Runtimes.Wasi;

/// <summary>An open file.</summary>
internal sealed class FileDescriptor : Descriptor
{
    public FileDescriptor(FileNode file, bool canRead, bool canWrite)
    {
        File = file;
        CanRead = canRead;
        CanWrite = canWrite;
        file.Opened();
    }

    public FileNode File { get; }

    public bool CanRead { get; }

    public bool CanWrite { get; }

    public long Position { get; set; }

    public override void Close() => File.Closed();
}
