using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using Ect.Ethereum;
using Ect.Worker.Runtimes.Wasi;

namespace Ect.Worker.Runtimes.Checkpoints;

/// <summary>
/// A snapshot as the bytes of a file: a mark with the format's version, the task, the application, the run, and a SHA-256
/// over all of it. Numbers are little-endian; lengths stand before what they measure.
/// </summary>
internal static class SnapshotCodec
{
    /// <summary>Largest file in bytes.</summary>
    public const int MaxBytes = 128 << 20;

    private const byte FileMark = 1;
    private const byte FolderMark = 2;

    private static ReadOnlySpan<byte> Mark => "ECT-run\u0001"u8;

    public static byte[] Encode(Bytes32 task, Bytes32 app, Snapshot snapshot)
    {
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream, Encoding.UTF8);
        writer.Write(Mark);
        writer.Write(task.ToBytes());
        writer.Write(app.ToBytes());
        writer.Write(snapshot.FuelLeft);
        writer.Write(snapshot.Clock);
        writer.Write(snapshot.Random);
        writer.Write(snapshot.LastInode);
        Write(writer, snapshot.Output);
        Write(writer, snapshot.Error);
        Write(writer, [snapshot.State]);
        Write(writer, snapshot.Tree);
        writer.Flush();
        writer.Write(SHA256.HashData(stream.GetBuffer().AsSpan(0, (int)stream.Length)));
        writer.Flush();
        return stream.ToArray();
    }

    /// <summary>Reads a snapshot of this task and application.</summary>
    /// <param name="bytes">All of the file.</param>
    /// <param name="task">The task that it must be of.</param>
    /// <param name="app">The application that it must be of.</param>
    /// <param name="snapshot">The snapshot.</param>
    /// <param name="why">Why there is none.</param>
    /// <returns>False if the bytes are of another version, task or application, or damaged.</returns>
    public static bool TryDecode(ReadOnlySpan<byte> bytes, Bytes32 task, Bytes32 app, [NotNullWhen(true)] out Snapshot? snapshot, out string why)
    {
        snapshot = null;
        why = "";
        if (!bytes.StartsWith(Mark))
        {
            why = "it is of another version, or no checkpoint";
            return false;
        }

        var length = bytes.Length - SHA256.HashSizeInBytes;
        if (length < Mark.Length || !SHA256.HashData(bytes[..length]).AsSpan().SequenceEqual(bytes[length..]))
        {
            why = "it is damaged";
            return false;
        }

        var reader = new SnapshotReader(bytes[Mark.Length..length]);
        try
        {
            if (!reader.Take(Bytes32.Size).SequenceEqual(task.ToBytes()) || !reader.Take(Bytes32.Size).SequenceEqual(app.ToBytes()))
            {
                why = "it is of another task, application or runtime";
                return false;
            }

            snapshot = Read(ref reader);
            return true;
        }
        catch (FormatException e)
        {
            why = e.Message;
            return false;
        }
    }

    private static Snapshot Read(ref SnapshotReader reader)
    {
        var snapshot = new Snapshot
        {
            FuelLeft = reader.Number(),
            Clock = reader.Number(),
            Random = reader.Number(),
            LastInode = reader.Number(),
            Output = reader.Bytes().ToArray(),
            Error = reader.Bytes().ToArray(),
            State = Nodes(ref reader, 0) is [SnapshotNode.File state] ? state : throw new FormatException("it holds no state"),
            Tree = Nodes(ref reader, 0),
        };
        return reader.IsAtEnd ? snapshot : throw new FormatException("something follows its end");
    }

    private static List<SnapshotNode> Nodes(ref SnapshotReader reader, int depth)
    {
        if (depth > PathNames.MaxDepth)
        {
            throw new FormatException("its folders are too deep");
        }

        List<SnapshotNode> nodes = [];
        for (var left = reader.Length(); left > 0; left--)
        {
            var kind = reader.Take(1)[0];
            var inode = reader.Number();
            if (PathNames.Decode(reader.Bytes(), out var name) != Errno.Success)
            {
                throw new FormatException("a name in it is no text");
            }

            nodes.Add(kind switch
            {
                FileMark => new SnapshotNode.File(name, inode, reader.Bytes().ToArray()),
                FolderMark => new SnapshotNode.Folder(name, inode, Nodes(ref reader, depth + 1)),
                _ => throw new FormatException("something in it is neither file nor folder"),
            });
        }

        return nodes;
    }

    private static void Write(BinaryWriter writer, IReadOnlyList<SnapshotNode> nodes)
    {
        writer.Write(nodes.Count);
        foreach (var node in nodes)
        {
            writer.Write(node is SnapshotNode.File ? FileMark : FolderMark);
            writer.Write(node.Inode);
            Write(writer, Encoding.UTF8.GetBytes(node.Name));
            if (node is SnapshotNode.File file)
            {
                Write(writer, file.Content);
            }
            else
            {
                Write(writer, ((SnapshotNode.Folder)node).Entries);
            }
        }
    }

    private static void Write(BinaryWriter writer, byte[] bytes)
    {
        writer.Write(bytes.Length);
        writer.Write(bytes);
    }
}
