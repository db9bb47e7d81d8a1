namespace Ect.Worker.Runtimes.Wasi;

/// <summary>Calls on names in folders. There are no links: nothing makes one and none can be met.</summary>
internal sealed partial class WasiSystem
{
    private const int CreateFlag = 1;
    private const int FolderFlag = 2;
    private const int ExclusiveFlag = 4;
    private const int TruncateFlag = 8;

    private Errno PathOpen(
        int fd, int lookup, int path, int length, int open, long rights, long inheriting, int flags, int result)
    {
        var errno = Resolve(fd, path, length, out var at);
        if (errno != Errno.Success)
        {
            return errno;
        }

        if (_descriptors.IsFull)
        {
            return Errno.TooManyOpenFiles;
        }

        var canWrite = ((ulong)rights & WriteRight) != 0;
        var canRead = ((ulong)rights & ReadRight) != 0;
        var node = at.Node;
        if (node is null)
        {
            errno = (open & CreateFlag) == 0 ? Errno.NotFound
                : (open & FolderFlag) != 0 ? Errno.Invalid
                : at.MustBeFolder ? Errno.IsFolder
                : CheckNew(at);
            if (errno != Errno.Success)
            {
                return errno;
            }

            at.Parent.Quota!.AddEntry();
            node = new OutputFile(_state.NextInode(), _state.Spool, at.Parent.Quota);
            at.Parent.Entries.Add(at.Name, node);
        }
        else if ((open & CreateFlag) != 0 && (open & ExclusiveFlag) != 0)
        {
            return Errno.Exists;
        }

        if (node is FolderNode folder)
        {
            if (canWrite || (open & (TruncateFlag | CreateFlag)) != 0)
            {
                return folder.Writable ? Errno.IsFolder : Errno.ReadOnly;
            }

            Write32(result, _descriptors.Add(new FolderDescriptor(folder)));
            return Errno.Success;
        }

        var truncate = (open & TruncateFlag) != 0;
        if (at.MustBeFolder || (open & FolderFlag) != 0)
        {
            return Errno.NotFolder;
        }

        if (node is InputFile && (canWrite || truncate))
        {
            return Errno.ReadOnly;
        }

        var file = new FileDescriptor((FileNode)node, canRead, canWrite) { Flags = (ushort)flags };
        if (truncate)
        {
            ((OutputFile)node).Resize(0);
        }

        Write32(result, _descriptors.Add(file));
        return Errno.Success;
    }

    private Errno PathCreateDirectory(int fd, int path, int length)
    {
        var errno = Resolve(fd, path, length, out var at);
        errno = errno != Errno.Success ? errno : at.Node is not null ? Errno.Exists : CheckNew(at);
        if (errno == Errno.Success)
        {
            at.Parent.Quota!.AddEntry();
            at.Parent.Entries.Add(at.Name, new FolderNode(_state.NextInode(), at.Parent, at.Parent.Quota));
        }

        return errno;
    }

    private Errno PathRemoveDirectory(int fd, int path, int length)
    {
        var errno = ResolveExisting(fd, path, length, out var at);
        errno = errno != Errno.Success ? errno
            : at.Node is not FolderNode folder ? Errno.NotFolder
            : at.Name.Length == 0 ? Errno.Busy
            : !folder.Writable ? Errno.ReadOnly
            : folder.Entries.Count > 0 ? Errno.NotEmpty
            : Errno.Success;
        if (errno == Errno.Success)
        {
            at.Parent.Remove(at.Name);
        }

        return errno;
    }

    private Errno PathUnlinkFile(int fd, int path, int length)
    {
        var errno = ResolveExisting(fd, path, length, out var at);
        errno = errno != Errno.Success ? errno
            : at.Node is FolderNode ? Errno.IsFolder
            : at.MustBeFolder ? Errno.NotFolder
            : !at.Parent.Writable ? Errno.ReadOnly
            : Errno.Success;
        if (errno == Errno.Success)
        {
            at.Parent.Remove(at.Name);
        }

        return errno;
    }

    private Errno PathRename(int fromFd, int fromPath, int fromLength, int toFd, int toPath, int toLength)
    {
        var errno = ResolveExisting(fromFd, fromPath, fromLength, out var from);
        if (errno != Errno.Success)
        {
            return errno;
        }

        errno = Resolve(toFd, toPath, toLength, out var to);
        if (errno != Errno.Success)
        {
            return errno;
        }

        var moved = from.Node!;
        if (moved == to.Node)
        {
            return Errno.Success;
        }

        errno = from.Name.Length == 0 || (to.Node is not null && to.Name.Length == 0) ? Errno.Busy
            : !from.Parent.Writable ? Errno.ReadOnly
            : to.Parent.Writable && to.Parent.Quota != from.Parent.Quota ? Errno.CrossDevice
            : moved is FolderNode && to.Parent.IsWithin((FolderNode)moved) ? Errno.Invalid
            : moved is FileNode && (from.MustBeFolder || to.MustBeFolder) ? Errno.NotFolder
            : to.Node is FileNode && moved is FolderNode ? Errno.NotFolder
            : to.Node is FolderNode && moved is FileNode ? Errno.IsFolder
            : to.Node is FolderNode { Entries.Count: > 0 } ? Errno.NotEmpty
            : CheckNew(to);
        if (errno == Errno.Success && moved is FolderNode tree && to.Parent.Depth + HeightOf(tree) > PathNames.MaxDepth)
        {
            errno = Errno.NameTooLong;
        }

        if (errno != Errno.Success)
        {
            return errno;
        }

        if (to.Node is not null)
        {
            to.Parent.Remove(to.Name);
        }

        from.Parent.Entries.Remove(from.Name);
        to.Parent.Entries.Add(to.Name, moved);
        if (moved is FolderNode folder)
        {
            folder.Parent = to.Parent;
        }

        if (_state.Checkpoint?.Takes(to.Parent, to.Name, moved) is { } state)
        {
            Commit(state);
        }

        return Errno.Success;
    }

    private Errno PathFilestatGet(int fd, int lookup, int path, int length, int result)
    {
        var errno = ResolveExisting(fd, path, length, out var at);
        return errno == Errno.Success ? WriteFilestat(at.Node, result) : errno;
    }

    /// <summary>All time stamps are equal and stay so, hence setting them succeeds and does nothing.</summary>
    private Errno PathFilestatSetTimes(int fd, int lookup, int path, int length, long accessed, long modified, int flags)
    {
        var errno = ResolveExisting(fd, path, length, out var at);
        return errno != Errno.Success ? errno : at.Parent.Writable ? Errno.Success : Errno.ReadOnly;
    }

    private Errno PathReadlink(int fd, int path, int length, int buffer, int bufferLength, int result)
    {
        var errno = ResolveExisting(fd, path, length, out _);
        return errno == Errno.Success ? Errno.Invalid : errno;
    }

    private static Errno CheckNew(ResolvedPath at) =>
        !at.Parent.Writable ? Errno.ReadOnly
        : at.Parent.IsRemoved ? Errno.NotFound
        : PathNames.CheckNew(at.Parent, at.Name);

    private Errno ResolveExisting(int fd, int path, int length, out ResolvedPath at)
    {
        var errno = Resolve(fd, path, length, out at);
        return errno != Errno.Success ? errno
            : at.Node is null ? Errno.NotFound
            : at.MustBeFolder && at.Node is not FolderNode ? Errno.NotFolder
            : Errno.Success;
    }

    private Errno Resolve(int fd, int path, int length, out ResolvedPath at)
    {
        at = default;
        if (!_descriptors.TryGet<FolderDescriptor>(fd, out var folder))
        {
            return _descriptors.TryGet<Descriptor>(fd, out _) ? Errno.NotFolder : Errno.BadDescriptor;
        }

        var bytes = Bytes(path, length);
        Charge((ulong)Math.Min(bytes.Length, PathNames.MaxPathBytes));
        var errno = PathNames.Decode(bytes, out var text);
        return errno == Errno.Success ? ResolvedPath.TryResolve(folder.Folder, text, out at) : errno;
    }

    private static int HeightOf(FolderNode folder) =>
        1 + folder.Entries.Values.OfType<FolderNode>().Select(HeightOf).DefaultIfEmpty(0).Max();
}
