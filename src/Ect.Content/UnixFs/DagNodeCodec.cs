using System.Buffers;
using static Ect.Content.UnixFs.ProtoWriter;

namespace Ect.Content.UnixFs;

/// <summary>
/// dag-pb around UnixFS, as IPFS writes it: the links first, then the data; in the data the kind, for files also the size
/// and the size of each part. (dag-pb: https://ipld.io/specs/codecs/dag-pb/spec, UnixFS: https://specs.ipfs.tech/unixfs)
/// </summary>
internal static class DagNodeCodec
{
    private static readonly int NodeLink = Tag(2, Bytes), NodeData = Tag(1, Bytes);
    private static readonly int LinkCid = Tag(1, Bytes), LinkName = Tag(2, Bytes), LinkTotalSize = Tag(3, Varint);
    private static readonly int DataKind = Tag(1, Varint), DataFileSize = Tag(3, Varint), DataPartSize = Tag(4, Varint);

    public static Block Encode(DagNode node) => Block.Create(CidCodec.DagPb, Serialize(node).WrittenMemory);

    /// <exception cref="ContentFormatException">The block is no folder or file as IPFS writes it, or an entry's name is unsafe.</exception>
    public static DagNode Decode(Block block)
    {
        try
        {
            var node = Parse(block.Data.Span);
            // One comparison stands for all rules on field order, shortest numbers, unknown and repeated fields.
            return Serialize(node).WrittenSpan.SequenceEqual(block.Data.Span)
                ? node
                : throw new FormatException("it is not encoded the way IPFS encodes it");
        }
        catch (FormatException e)
        {
            throw new ContentFormatException(block.Cid, $"this is no folder or file that ECT reads: {e.Message}.");
        }
    }

    private static ArrayBufferWriter<byte> Serialize(DagNode node)
    {
        var output = new ArrayBufferWriter<byte>((node.Links.Count * 64) + 64);
        var part = new ArrayBufferWriter<byte>(128);
        foreach (var link in node.Links)
        {
            part.ResetWrittenCount();
            part.WriteBytes(1, link.Cid.Binary);
            part.WriteBytes(2, EntryName.StrictUtf8.GetBytes(link.Name));
            part.WriteVarint(3, link.TotalSize);
            output.WriteBytes(2, part.WrittenSpan);
        }

        part.ResetWrittenCount();
        part.WriteVarint(1, (long)node.Kind);
        if (node.Kind == NodeKind.File)
        {
            part.WriteVarint(3, node.FileSize);
            foreach (var size in node.PartSizes)
            {
                part.WriteVarint(4, size);
            }
        }

        output.WriteBytes(1, part.WrittenSpan);
        return output;
    }

    private static DagNode Parse(ReadOnlySpan<byte> bytes)
    {
        var links = new List<DagLink>();
        var sizes = new List<long>();
        NodeKind? kind = null;
        var reader = new ProtoReader(bytes);
        while (!reader.AtEnd)
        {
            var tag = reader.ReadTag();
            if (tag == NodeLink)
            {
                links.Add(ParseLink(reader.ReadBytes()));
            }
            else if (tag == NodeData)
            {
                kind = ParseData(reader.ReadBytes(), sizes);
            }
            else
            {
                throw new FormatException($"it has an unknown field {tag >> 3}");
            }
        }

        var node = new DagNode(kind ?? throw new FormatException("it says neither folder nor file"), links, sizes);
        CheckLinks(node);
        return node;
    }

    private static DagLink ParseLink(ReadOnlySpan<byte> bytes)
    {
        Cid? cid = null;
        var name = "";
        long totalSize = 0;
        var reader = new ProtoReader(bytes);
        while (!reader.AtEnd)
        {
            var tag = reader.ReadTag();
            if (tag == LinkCid)
            {
                cid = Cid.FromBytes(reader.ReadBytes());
            }
            else if (tag == LinkName)
            {
                name = ParseName(reader.ReadBytes());
            }
            else if (tag == LinkTotalSize)
            {
                totalSize = reader.ReadVarint();
            }
            else
            {
                throw new FormatException($"a link has an unknown field {tag >> 3}");
            }
        }

        return new DagLink(cid ?? throw new FormatException("a link points nowhere"), name, totalSize);
    }

    private static string ParseName(ReadOnlySpan<byte> bytes)
    {
        try
        {
            return EntryName.StrictUtf8.GetString(bytes);
        }
        catch (ArgumentException)
        {
            throw new FormatException("a name is not valid UTF-8");
        }
    }

    private static NodeKind ParseData(ReadOnlySpan<byte> bytes, List<long> sizes)
    {
        long kind = 0;
        var reader = new ProtoReader(bytes);
        while (!reader.AtEnd)
        {
            var tag = reader.ReadTag();
            if (tag != DataKind && tag != DataFileSize && tag != DataPartSize)
            {
                throw new FormatException($"its data has an unknown field {tag >> 3}: inline bytes, modes and times are not used");
            }

            var value = reader.ReadVarint();
            if (tag == DataKind)
            {
                kind = value;
            }
            else if (tag == DataPartSize)
            {
                sizes.Add(value);
            }
        }

        return kind is (long)NodeKind.Folder or (long)NodeKind.File
            ? (NodeKind)kind
            : throw new FormatException($"its kind is {kind}; only folders (1) and files (2) are used, no links and no sharded folders");
    }

    private static void CheckLinks(DagNode node)
    {
        if (node.Kind == NodeKind.File)
        {
            if (node.PartSizes.Count != node.Links.Count || node.Links.Any(link => link.Name.Length > 0))
            {
                throw new FormatException("the parts of the file do not fit its sizes");
            }

            return;
        }

        if (node.PartSizes.Count > 0)
        {
            throw new FormatException("a folder has no part sizes");
        }

        for (var i = 0; i < node.Links.Count; i++)
        {
            if (EntryName.Fault(node.Links[i].Name) is { } fault)
            {
                throw new FormatException(fault);
            }

            if (i > 0 && EntryName.ByteOrder.Compare(node.Links[i - 1].Name, node.Links[i].Name) >= 0)
            {
                throw new FormatException($"the names \"{node.Links[i - 1].Name}\" and \"{node.Links[i].Name}\" are equal or out of order");
            }
        }
    }
}
