using System.Buffers.Binary;

namespace Ect.Worker.Tests.Integration;

/// <summary>What is odd about a call's encoding.</summary>
public enum Odd
{
    /// <summary>Nothing: as everybody writes it.</summary>
    Not,

    /// <summary>The padding behind the pages is not zero.</summary>
    Padding,

    /// <summary>The pages are the last, and the data ends with their last byte.</summary>
    CutShort,

    /// <summary>The settlement stands behind what its offsets point to, which are negative.</summary>
    TailsFirst,
}

/// <summary>The same call in encodings that only somebody would write who wants it to be unreadable: compiled Solidity takes them.</summary>
internal static class OddCalldata
{
    private const int Selector = 4;
    private const int Word = 32;

    /// <summary>Encodes a call of settle anew.</summary>
    public static byte[] Settle(byte[] canonical, Odd odd)
    {
        var tuple = canonical.AsSpan(Selector + Word);
        var deals = OffsetAt(tuple, 3);
        var pages = OffsetAt(tuple, 4);
        var signatures = OffsetAt(tuple, 5);
        var head = tuple[..deals].ToArray();
        var dealsTail = tuple[deals..pages].ToArray();
        var pagesTail = tuple[pages..signatures].ToArray();
        var signaturesTail = tuple[signatures..].ToArray();
        var length = BinaryPrimitives.ReadInt32BigEndian(pagesTail.AsSpan(Word - 4));
        switch (odd)
        {
            case Odd.Padding:
                (pagesTail.Length - Word - length).Should().BePositive("there is padding to change");
                pagesTail.AsSpan(Word + length).Fill(0xff);
                break;
            case Odd.CutShort:
                Point(head, 5, pages);
                Point(head, 4, pages + signaturesTail.Length);
                return [.. canonical[..(Selector + Word)], .. head, .. dealsTail, .. signaturesTail, .. pagesTail[..(Word + length)]];
            case Odd.TailsFirst:
                byte[] tails = [.. dealsTail, .. pagesTail, .. signaturesTail];
                Point(head, 3, -tails.Length);
                Point(head, 4, dealsTail.Length - tails.Length);
                Point(head, 5, -signaturesTail.Length);
                var first = new byte[Word];
                Point(first, 0, Word + tails.Length);
                return [.. canonical[..Selector], .. first, .. tails, .. head];
        }

        return [.. canonical[..(Selector + Word)], .. head, .. dealsTail, .. pagesTail, .. signaturesTail];
    }

    private static int OffsetAt(ReadOnlySpan<byte> tuple, int word) => BinaryPrimitives.ReadInt32BigEndian(tuple[((word * Word) + Word - 4)..]);

    private static void Point(byte[] head, int word, int offset)
    {
        head.AsSpan(word * Word, Word).Fill(offset < 0 ? (byte)0xff : (byte)0);
        BinaryPrimitives.WriteInt32BigEndian(head.AsSpan((word * Word) + Word - 4), offset);
    }
}
