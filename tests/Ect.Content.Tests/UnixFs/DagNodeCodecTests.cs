using System.Text;
using Ect.Content.UnixFs;
using FsCheck.Xunit;

namespace Ect.Content.Tests.UnixFs;

public sealed class DagNodeCodecTests
{
    private static readonly Cid Leaf = Cid.Hash(CidCodec.Raw, [1]);

    [Property(MaxTest = 2_000)]
    public void What_is_read_is_byte_for_byte_what_would_be_written(int position, byte value, byte change)
    {
        // A valid node with one byte replaced, inserted or removed: refused, or a different valid node without slack.
        var bytes = Valid().ToList();
        var at = (int)((uint)position % bytes.Count);
        switch (change % 3)
        {
            case 0: bytes[at] = value; break;
            case 1: bytes.Insert(at, value); break;
            default: bytes.RemoveAt(at); break;
        }

        var block = Block.Create(CidCodec.DagPb, bytes.ToArray());
        try
        {
            DagNodeCodec.Encode(DagNodeCodec.Decode(block)).Cid.Should().Be(block.Cid);
        }
        catch (ContentFormatException e)
        {
            e.Cid.Should().Be(block.Cid);
        }
    }

    [Property(MaxTest = 1_000)]
    public void Random_bytes_never_crash_the_reader(byte[] bytes)
    {
        FluentActions.Invoking(() => DagNodeCodec.Decode(Block.Create(CidCodec.DagPb, bytes))).Should().Throw<ContentFormatException>();
    }

    [Theory]
    [InlineData("", "neither folder nor file")]
    [InlineData("0a020805", "kind is 5")] // HAMT shard
    [InlineData("0a020804", "kind is 4")] // symbolic link
    [InlineData("0a020800", "kind is 0")] // raw node
    [InlineData("0a0508021a0161", "inline bytes")] // a field of another wire type
    [InlineData("0a0608021201611801", "inline bytes")] // data within the node
    [InlineData("0a03088100", "not encoded the way")] // kind 1 in two bytes
    [InlineData("0a0208010a020801", "not encoded the way")] // data twice
    [InlineData("0a0208011a00", "unknown field 3")]
    [InlineData("0a05080138a403", "inline bytes, modes")] // with a mode
    [InlineData("0aff", "ends in the middle")]
    [InlineData("0a0b08ffffffffffffffffff01", "63 bits")]
    [InlineData("12020a000a020801", "no content id")]
    [InlineData("12020a00", "no content id")]
    [InlineData("12000a020801", "points nowhere")]
    public void Other_nodes_are_refused_with_the_reason(string hex, string reason)
    {
        var block = Block.Create(CidCodec.DagPb, Convert.FromHexString(hex));
        FluentActions.Invoking(() => DagNodeCodec.Decode(block)).Should().Throw<ContentFormatException>().WithMessage($"*{reason}*").Which.Cid.Should().Be(block.Cid);
    }

    [Theory]
    [InlineData("..")]
    [InlineData(".")]
    [InlineData("")]
    [InlineData("/")]
    [InlineData("/etc/passwd")]
    [InlineData("a/b")]
    [InlineData("..\\x")]
    [InlineData("nul\0")]
    [InlineData("line\nbreak")]
    [InlineData("\u001b[31m")]
    [InlineData("\u0085")]
    public void Unsafe_names_are_refused(string name)
    {
        var block = DagNodeCodec.Encode(DagNode.Folder([new DagLink(Leaf, name, 1)]));
        FluentActions.Invoking(() => DagNodeCodec.Decode(block)).Should().Throw<ContentFormatException>();
    }

    [Fact]
    public void Names_too_long_equal_unsorted_or_not_unicode_are_refused()
    {
        Refuse(DagNode.Folder([new DagLink(Leaf, new string('é', 128), 1)]), "longer than 255 bytes");
        Refuse(new DagNode(NodeKind.Folder, [new DagLink(Leaf, "a", 1), new DagLink(Leaf, "a", 1)], []), "equal or out of order");
        Refuse(new DagNode(NodeKind.Folder, [new DagLink(Leaf, "b", 1), new DagLink(Leaf, "a", 1)], []), "equal or out of order");
        DagNodeCodec.Decode(DagNodeCodec.Encode(DagNode.Folder([new DagLink(Leaf, new string('é', 127) + "x", 1)]))).Links.Should().HaveCount(1);

        var bytes = DagNodeCodec.Encode(DagNode.Folder([new DagLink(Leaf, "xy", 1)])).Data.ToArray();
        bytes[bytes.AsSpan().IndexOf("xy"u8)] = 0xff;
        FluentActions.Invoking(() => DagNodeCodec.Decode(Block.Create(CidCodec.DagPb, bytes))).Should().Throw<ContentFormatException>().WithMessage("*UTF-8*");
        EntryName.Fault("\ud800x").Should().Contain("not valid Unicode");
    }

    [Property]
    public void Names_sort_by_their_bytes(string left, string right)
    {
        // The generator makes lone surrogates, which no folder holds.
        left = left is null || EntryName.Fault(left) is not null ? "\U00010000" : left;
        right = right is null || EntryName.Fault(right) is not null ? "\uffee" : right;
        var bytes = Encoding.UTF8.GetBytes(left).AsSpan().SequenceCompareTo(Encoding.UTF8.GetBytes(right));
        Math.Sign(EntryName.ByteOrder.Compare(left, right)).Should().Be(Math.Sign(bytes));
    }

    [Fact]
    public void A_file_node_must_have_the_shape_that_its_size_asks_for()
    {
        const int Chunk = 262_144;
        Refuse([Chunk, 0], "an empty part");
        Refuse([0, 0, 0], "nothing but empty parts");
        Refuse([5, 5], "short chunks");
        Refuse([Chunk - 1, 2], "a short first chunk");
        Refuse([Chunk], "a node above a single chunk");
        Refuse([long.MaxValue - 1, 1], "a size that is claimed, not there");
        Refuse([], "no parts");
        FluentActions.Invoking(() => DagNode.File([], [long.MaxValue, 1])).Should().Throw<FormatException>();
        FileLayout.Ipfs.PartsOf(Leaf, File(Chunk, 1), null).Should().HaveCount(2);

        void Refuse(long[] sizes, string because) =>
            FluentActions.Invoking(() => FileLayout.Ipfs.PartsOf(Leaf, File(sizes), null)).Should().Throw<ContentFormatException>(because);

        DagNode File(params long[] sizes) => DagNode.File([.. sizes.Select(size => new DagLink(Leaf, "", size))], sizes);
    }

    private static void Refuse(DagNode node, string reason) =>
        FluentActions.Invoking(() => DagNodeCodec.Decode(DagNodeCodec.Encode(node))).Should().Throw<ContentFormatException>().WithMessage($"*{reason}*");

    private static byte[] Valid() =>
        DagNodeCodec.Encode(DagNode.Folder([new DagLink(Leaf, "a", 1), new DagLink(Cid.FromDigest(Leaf.Digest), "été", 300)])).Data.ToArray();
}
