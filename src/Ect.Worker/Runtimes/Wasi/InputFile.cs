using Microsoft.Win32.SafeHandles;

namespace Ect.Worker.Runtimes.Wasi;

/// <summary>A file of <c>/in</c>, read from the worker's disk.</summary>
internal sealed class InputFile(ulong inode, FileInfo file) : FileNode(inode)
{
    private SafeFileHandle? _handle;
    private int _users;

    public override long Size { get; } = file.Length;

    public override void Opened()
    {
        _handle ??= File.OpenHandle(file.FullName);
        _users++;
    }

    public override void Closed()
    {
        if (--_users == 0)
        {
            _handle?.Dispose();
            _handle = null;
        }
    }

    protected override int ReadSome(long offset, Span<byte> destination) => RandomAccess.Read(_handle!, destination, offset);
}
