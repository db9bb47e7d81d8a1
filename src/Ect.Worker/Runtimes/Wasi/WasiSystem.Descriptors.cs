using System.Buffers.Binary;

namespace Ect.Worker.Runtimes.Wasi;

/// <summary>Calls on open files and folders.</summary>
internal sealed partial class WasiSystem
{
    private const int MaxBuffers = 1024;
    private const ulong EntryFuel = 100;
    private const ushort AppendFlag = 1;
    private const byte CharacterDevice = 2;
    private const byte FolderType = 3;
    private const byte FileType = 4;
    private const ulong ReadRight = 1 << 1;
    private const ulong WriteRight = 1 << 6;
    private const ulong AllRights = (1 << 28) - 1;
    private const ulong FolderOnlyRights = 0x7 << 9 | 0xFFUL << 12 | 1 << 24 | 1 << 25 | 1 << 26;

    private Errno FdClose(int fd) => _descriptors.Close(fd) ? Errno.Success : Errno.BadDescriptor;

    private Errno FdRenumber(int from, int to) => _descriptors.Renumber(from, to) ? Errno.Success : Errno.BadDescriptor;

    private Errno FdRead(int fd, int buffers, int count, int result)
    {
        if (_descriptors.TryGet<StreamDescriptor>(fd, out var stream))
        {
            Write32(result, 0);
            return stream.Sink is null ? Errno.Success : Errno.BadDescriptor;
        }

        if (!_descriptors.TryGet<FileDescriptor>(fd, out var file))
        {
            return NoFile(fd);
        }

        var errno = ReadAt(file, file.Position, buffers, count, out var read);
        file.Position += read;
        Write32(result, read);
        return errno;
    }

    private Errno FdPread(int fd, int buffers, int count, long offset, int result)
    {
        if (!_descriptors.TryGet<FileDescriptor>(fd, out var file))
        {
            return _descriptors.TryGet<StreamDescriptor>(fd, out _) ? Errno.NoSeek : NoFile(fd);
        }

        var errno = ReadAt(file, offset, buffers, count, out var read);
        Write32(result, read);
        return errno;
    }

    private Errno ReadAt(FileDescriptor file, long offset, int buffers, int count, out int read)
    {
        read = 0;
        if (!file.CanRead)
        {
            return Errno.NotCapable;
        }

        if (offset < 0 || count is < 0 or > MaxBuffers)
        {
            return Errno.Invalid;
        }

        for (var i = 0; i < count; i++)
        {
            var buffer = Buffer(buffers, i);
            var done = file.File.Read(offset + read, buffer);
            Charge((ulong)done);
            read += done;
            if (done < buffer.Length)
            {
                break;
            }
        }

        return Errno.Success;
    }

    private Errno FdWrite(int fd, int buffers, int count, int result)
    {
        if (_descriptors.TryGet<StreamDescriptor>(fd, out var stream))
        {
            return stream.Sink is null ? Errno.BadDescriptor : WriteStream(stream.Sink, buffers, count, result);
        }

        if (!_descriptors.TryGet<FileDescriptor>(fd, out var file))
        {
            return NoFile(fd);
        }

        var start = (file.Flags & AppendFlag) != 0 ? file.File.Size : file.Position;
        var errno = WriteAt(file, start, buffers, count, out var written);
        if (errno == Errno.Success)
        {
            file.Position = start + written;
            Write32(result, written);
        }

        return errno;
    }

    private Errno FdPwrite(int fd, int buffers, int count, long offset, int result)
    {
        if (!_descriptors.TryGet<FileDescriptor>(fd, out var file))
        {
            return _descriptors.TryGet<StreamDescriptor>(fd, out _) ? Errno.NoSeek : NoFile(fd);
        }

        var errno = WriteAt(file, offset, buffers, count, out var written);
        Write32(result, written);
        return errno;
    }

    private Errno WriteStream(CapturedStream sink, int buffers, int count, int result)
    {
        if (count is < 0 or > MaxBuffers)
        {
            return Errno.Invalid;
        }

        var written = 0;
        for (var i = 0; i < count; i++)
        {
            var buffer = Buffer(buffers, i);
            Charge((ulong)buffer.Length);
            sink.Write(buffer);
            written += buffer.Length;
        }

        Write32(result, written);
        return Errno.Success;
    }

    private Errno WriteAt(FileDescriptor file, long offset, int buffers, int count, out int written)
    {
        written = 0;
        if (!file.CanWrite || file.File is not OutputFile output)
        {
            return Errno.NotCapable;
        }

        if (offset < 0 || count is < 0 or > MaxBuffers)
        {
            return Errno.Invalid;
        }

        for (var i = 0; i < count; i++)
        {
            var buffer = Buffer(buffers, i);
            Charge((ulong)buffer.Length);
            output.Write(offset + written, buffer);
            written += buffer.Length;
        }

        return Errno.Success;
    }

    private Errno FdSeek(int fd, long offset, int whence, int result)
    {
        if (!_descriptors.TryGet<FileDescriptor>(fd, out var file))
        {
            return _descriptors.TryGet<StreamDescriptor>(fd, out _) ? Errno.NoSeek : NoFile(fd);
        }

        var origin = whence switch { 0 => 0, 1 => file.Position, 2 => file.File.Size, _ => -1 };
        if (origin < 0 || offset < -origin || offset > long.MaxValue - origin)
        {
            return Errno.Invalid;
        }

        file.Position = origin + offset;
        Write64(result, (ulong)file.Position);
        return Errno.Success;
    }

    private Errno FdTell(int fd, int result) => FdSeek(fd, 0, 1, result);

    private Errno FdFdstatGet(int fd, int result)
    {
        if (!_descriptors.TryGet<Descriptor>(fd, out var descriptor))
        {
            return Errno.BadDescriptor;
        }

        // A stream announces that it can seek, though it cannot: libraries then take it for a file, not for a terminal.
        var (type, rights, inherited) = descriptor switch
        {
            FolderDescriptor => (FolderType, AllRights & ~(ReadRight | WriteRight), AllRights),
            FileDescriptor file => (FileType, FileRights(file.CanRead, file.CanWrite), 0UL),
            StreamDescriptor stream => (CharacterDevice, FileRights(stream.Sink is null, stream.Sink is not null), 0UL),
            _ => throw new InvalidOperationException($"Unknown descriptor {descriptor.GetType()}."),
        };
        var bytes = Bytes(result, 24);
        bytes.Clear();
        bytes[0] = type;
        BinaryPrimitives.WriteUInt16LittleEndian(bytes[2..], descriptor.Flags);
        BinaryPrimitives.WriteUInt64LittleEndian(bytes[8..], rights);
        BinaryPrimitives.WriteUInt64LittleEndian(bytes[16..], inherited);
        return Errno.Success;
    }

    private Errno FdFdstatSetFlags(int fd, int flags)
    {
        if (!_descriptors.TryGet<Descriptor>(fd, out var descriptor))
        {
            return Errno.BadDescriptor;
        }

        descriptor.Flags = (ushort)flags;
        return Errno.Success;
    }

    private Errno FdFilestatGet(int fd, int result) => _descriptors.TryGet<Descriptor>(fd, out var descriptor)
        ? WriteFilestat(descriptor switch
        {
            FileDescriptor file => file.File,
            FolderDescriptor folder => folder.Folder,
            _ => null,
        }, result)
        : Errno.BadDescriptor;

    private Errno FdFilestatSetSize(int fd, long size)
    {
        if (!_descriptors.TryGet<FileDescriptor>(fd, out var file) || !file.CanWrite || file.File is not OutputFile output)
        {
            return _descriptors.TryGet<FileDescriptor>(fd, out _) ? Errno.NotCapable : NoFile(fd);
        }

        if (size < 0)
        {
            return Errno.Invalid;
        }

        output.Resize(size);
        return Errno.Success;
    }

    private Errno FdAllocate(int fd, long offset, long length)
    {
        if (offset < 0 || length <= 0 || offset > long.MaxValue - length)
        {
            return Errno.Invalid;
        }

        return _descriptors.TryGet<FileDescriptor>(fd, out var file) && file.File.Size >= offset + length
            ? Errno.Success
            : FdFilestatSetSize(fd, offset + length);
    }

    /// <summary>Calls that could only hint or make durable: they need an open descriptor and do nothing.</summary>
    private Errno Nothing(int fd) => _descriptors.TryGet<Descriptor>(fd, out _) ? Errno.Success : Errno.BadDescriptor;

    private Errno FdPrestatGet(int fd, int result)
    {
        if (!_descriptors.TryGet<FolderDescriptor>(fd, out var folder) || folder.PreopenName is null)
        {
            return Errno.BadDescriptor;
        }

        Write32(result, 0);
        Write32(result + 4, folder.PreopenName.Length);
        return Errno.Success;
    }

    private Errno FdPrestatDirName(int fd, int buffer, int length)
    {
        if (!_descriptors.TryGet<FolderDescriptor>(fd, out var folder) || folder.PreopenName is null)
        {
            return Errno.BadDescriptor;
        }

        var name = System.Text.Encoding.UTF8.GetBytes(folder.PreopenName);
        if ((uint)length < name.Length)
        {
            return Errno.NameTooLong;
        }

        name.CopyTo(Bytes(buffer, name.Length));
        return Errno.Success;
    }

    private Errno FdReaddir(int fd, int buffer, int length, long cookie, int result)
    {
        if (!_descriptors.TryGet<FolderDescriptor>(fd, out var folder))
        {
            return _descriptors.TryGet<Descriptor>(fd, out _) ? Errno.NotFolder : Errno.BadDescriptor;
        }

        if (cookie == 0)
        {
            Charge((ulong)folder.Folder.Entries.Count * EntryFuel);
            folder.TakeListing();
        }

        var target = Bytes(buffer, length);
        var used = 0;
        Span<byte> header = stackalloc byte[24];
        for (var i = cookie; i >= 0 && i < folder.Listing.Count && used < target.Length; i++)
        {
            var (name, node) = folder.Listing[(int)i];
            var nameBytes = System.Text.Encoding.UTF8.GetBytes(name);
            header.Clear();
            BinaryPrimitives.WriteInt64LittleEndian(header, i + 1);
            BinaryPrimitives.WriteUInt64LittleEndian(header[8..], node.Inode);
            BinaryPrimitives.WriteInt32LittleEndian(header[16..], nameBytes.Length);
            header[20] = TypeOf(node);
            used += CopySome(header, target[used..]);
            used += CopySome(nameBytes, target[used..]);
        }

        Charge((ulong)used);
        Write32(result, used);
        return Errno.Success;
    }

    private static int CopySome(ReadOnlySpan<byte> source, Span<byte> target)
    {
        var count = Math.Min(source.Length, target.Length);
        source[..count].CopyTo(target);
        return count;
    }

    private static ulong FileRights(bool canRead, bool canWrite) =>
        AllRights & ~FolderOnlyRights & ~(canRead ? 0 : ReadRight) & ~(canWrite ? 0 : WriteRight);

    private static byte TypeOf(Node? node) => node switch { FolderNode => FolderType, FileNode => FileType, _ => CharacterDevice };

    private Errno NoFile(int fd) => _descriptors.TryGet<FolderDescriptor>(fd, out _) ? Errno.IsFolder : Errno.BadDescriptor;

    private Errno WriteFilestat(Node? node, int result)
    {
        var bytes = Bytes(result, 64);
        bytes.Clear();
        BinaryPrimitives.WriteUInt64LittleEndian(bytes[8..], node?.Inode ?? 0);
        bytes[16] = TypeOf(node);
        BinaryPrimitives.WriteUInt64LittleEndian(bytes[24..], 1);
        BinaryPrimitives.WriteInt64LittleEndian(bytes[32..], (node as FileNode)?.Size ?? 0);
        for (var offset = 40; offset < 64; offset += 8)
        {
            BinaryPrimitives.WriteUInt64LittleEndian(bytes[offset..], VirtualClock.Start);
        }

        return Errno.Success;
    }
}
