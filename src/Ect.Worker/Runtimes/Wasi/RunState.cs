using System.Text;
using Ect.Protocol.Apps;
using Ect.Worker.Runtimes.Checkpoints;

namespace Ect.Worker.Runtimes.Wasi;

/// <summary>
/// What of a run outlives the application's process: all that it has left, drawn and used so far. A process that saved its
/// state ends, and the next one begins with nothing but this; hence a run that another worker process takes up from a
/// snapshot is the same run.
/// </summary>
internal sealed class RunState : IDisposable
{
    private readonly IOutputTap? _tap;
    private ulong _lastInode;

    public RunState(RunRequest request, Spool spool)
    {
        Limits = request.Limits;
        Spool = spool;
        _tap = request.Tap;
        FuelLeft = (ulong)Limits.Fuel;
        Random = new DeterministicRandom(request.Seed.Span);
        Quota = new OutputQuota(Limits.OutputBytes, Limits.OutputFiles);
        Output = new CapturedStream("standard output", Limits.StreamBytes, StreamKind.Output, request.Tap);
        Error = new CapturedStream("standard error", Limits.StreamBytes, StreamKind.Error, request.Tap);
        Input = InputTree.Load(request.InputFolder, NextInode);
        OutputRoot = new FolderNode(NextInode(), null, Quota);
        if (request.App is AppManifest.Wasm { CheckpointBytes: > 0 and var bytes })
        {
            Checkpoint = new CheckpointFolder(NextInode(), bytes);
        }
    }

    public RunLimits Limits { get; }

    public Spool Spool { get; }

    /// <summary>What is left for the process that begins next.</summary>
    public ulong FuelLeft { get; set; }

    public VirtualClock Clock { get; } = new();

    public DeterministicRandom Random { get; }

    public OutputQuota Quota { get; }

    public CapturedStream Output { get; }

    public CapturedStream Error { get; }

    public FolderNode Input { get; }

    public FolderNode OutputRoot { get; }

    /// <summary>Null for an application that saves no state.</summary>
    public CheckpointFolder? Checkpoint { get; }

    /// <summary>Bytes of a snapshot, all but names and numbers.</summary>
    public long SnapshotBytes => Quota.Bytes + Output.Bytes.Length + Error.Bytes.Length + (Checkpoint?.State?.Size ?? 0);

    public ulong NextInode() => ++_lastInode;

    /// <summary>All of it, between two processes.</summary>
    /// <exception cref="IOException">The worker's disk failed.</exception>
    public Snapshot Save() => new()
    {
        FuelLeft = FuelLeft,
        Clock = Clock.Elapsed,
        Random = Random.Position,
        LastInode = _lastInode,
        Output = Output.Bytes.ToArray(),
        Error = Error.Bytes.ToArray(),
        State = (SnapshotNode.File)Saved(CheckpointFolder.StateName, Checkpoint!.State!),
        Tree = Saved(OutputRoot),
    };

    /// <summary>Takes up the run that a snapshot shows, before the first process.</summary>
    /// <exception cref="FormatException">No run of this request can have left it.</exception>
    /// <exception cref="AppStoppedException">It holds more than the run may.</exception>
    /// <exception cref="IOException">The worker's disk failed.</exception>
    public void Restore(Snapshot snapshot)
    {
        Require(Checkpoint is not null, "the application saves no state");
        Require(snapshot.FuelLeft <= (ulong)Limits.Fuel && snapshot.Clock <= long.MaxValue, "its numbers are out of range");
        Require(snapshot.Output.Length <= Limits.StreamBytes && snapshot.Error.Length <= Limits.StreamBytes, "its streams are too long");
        var inodes = new HashSet<ulong>();
        Restore(Checkpoint!.Root, snapshot.State, inodes);
        foreach (var node in snapshot.Tree)
        {
            Restore(OutputRoot, node, inodes);
        }

        Require(inodes.All(inode => inode > _lastInode && inode <= snapshot.LastInode), "its files are not the run's");
        Checkpoint.Check(Checkpoint.State ?? throw new FormatException("it holds no state"));
        _lastInode = snapshot.LastInode;
        FuelLeft = snapshot.FuelLeft;
        Clock.Elapsed = snapshot.Clock;
        Random.Position = snapshot.Random;
        Output.Restore(snapshot.Output);
        Error.Restore(snapshot.Error);
        _tap?.Resume(snapshot.Output, snapshot.Error);
    }

    public void Dispose()
    {
        Output.Dispose();
        Error.Dispose();
    }

    private static SnapshotNode Saved(string name, Node node) => node is OutputFile file
        ? new SnapshotNode.File(name, file.Inode, file.ReadAll())
        : new SnapshotNode.Folder(name, node.Inode, Saved((FolderNode)node));

    private static List<SnapshotNode> Saved(FolderNode folder) => [.. folder.Entries.Select(entry => Saved(entry.Key, entry.Value))];

    private void Restore(FolderNode parent, SnapshotNode saved, HashSet<ulong> inodes)
    {
        Require(IsName(parent, saved.Name) && inodes.Add(saved.Inode), "a file in it has a wrong name or number");
        parent.Quota!.AddEntry();
        Node node;
        if (saved is SnapshotNode.File file)
        {
            var restored = new OutputFile(saved.Inode, Spool, parent.Quota);
            restored.Fill(file.Content);
            node = restored;
        }
        else
        {
            var folder = new FolderNode(saved.Inode, parent, parent.Quota);
            foreach (var entry in ((SnapshotNode.Folder)saved).Entries)
            {
                Restore(folder, entry, inodes);
            }

            node = folder;
        }

        Require(parent.Entries.TryAdd(saved.Name, node), "two files in it have one name");
    }

    // What an application could not have made must not reach the disk.
    private static bool IsName(FolderNode parent, string name) =>
        name.Length > 0 && !name.Contains('/', StringComparison.Ordinal) && Encoding.UTF8.GetByteCount(name) <= PathNames.MaxNameBytes
        && PathNames.CheckNew(parent, name) == Errno.Success;

    private static void Require(bool holds, string why)
    {
        if (!holds)
        {
            throw new FormatException(why);
        }
    }
}
