using Microsoft.Win32.SafeHandles;

namespace Ect.Worker.Runtimes.Wasi;

/// <summary>A file that the application made in <c>/out</c>; its bytes lie in a numbered spool file.</summary>
internal sealed class OutputFile(ulong inode, Spool spool, OutputQuota quota) : FileNode(inode)
{
    private readonly string _path = spool.PathOf(inode);
    private SafeFileHandle? _handle;
    private long _size;
    private int _users;
    private bool _removed;

    public override long Size => _size;

    public override void Opened()
    {
        _handle ??= spool.Open(_path);
        _users++;
    }

    public override void Closed()
    {
        if (--_users == 0)
        {
            _handle?.Dispose();
            _handle = null;
            Release();
        }
    }

    public void Write(long offset, ReadOnlySpan<byte> data)
    {
        if (data.IsEmpty)
        {
            return;
        }

        // An offset near the end of the 64-bit range must not wrap round the quota.
        var end = offset > long.MaxValue - data.Length ? long.MaxValue : offset + data.Length;
        if (end > _size)
        {
            quota.Resize(_size, end);
            _size = end;
        }

        RandomAccess.Write(_handle!, data, offset);
    }

    public void Resize(long size)
    {
        if (size == _size)
        {
            return;
        }

        quota.Resize(_size, size);
        RandomAccess.SetLength(_handle!, size);
        _size = size;
    }

    /// <summary>The last name is gone; the bytes count until the last descriptor is closed too.</summary>
    public void Remove()
    {
        _removed = true;
        Release();
    }

    /// <summary>All bytes; no descriptor may be open.</summary>
    public byte[] ReadAll() => File.ReadAllBytes(_path);

    /// <summary>Gives a new file, which no descriptor stands for yet, all its bytes.</summary>
    public void Fill(byte[] content)
    {
        quota.Resize(0, content.Length);
        _size = content.Length;
        File.WriteAllBytes(_path, content);
    }

    /// <summary>Puts the file at its place in the result.</summary>
    public void MoveTo(string path)
    {
        _handle?.Dispose();
        _handle = null;
        File.Move(_path, path);
    }

    protected override int ReadSome(long offset, Span<byte> destination) => RandomAccess.Read(_handle!, destination, offset);

    private void Release()
    {
        if (_removed && _users == 0)
        {
            quota.Resize(_size, 0);
            quota.RemoveEntry();
            File.Delete(_path);
        }
    }
}
