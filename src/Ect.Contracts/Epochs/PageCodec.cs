using System.Buffers.Binary;
using Ect.Ethereum;

namespace Ect.Contracts;

/// <summary>
/// Pages as bytes, big-endian: uint8 deal | uint8 flags | uint8 votes | uint8 signers | uint24 word | uint32 against |
/// bytes32 tasks | signers × (uint8 position | bytes32 lanes) | for each task bytes32 digest, and with data bytes32 data hash.
/// A settlement's pages stand one after another.
/// </summary>
public static class PageCodec
{
    /// <summary>Bytes of a page without signers and results.</summary>
    public const int EmptyLength = HeadLength + Bytes32.Size;

    /// <summary>Bytes of a signer in a page.</summary>
    public const int SignerLength = 1 + Bytes32.Size;

    private const int HeadLength = 11;

    /// <summary>Bytes of a result in a page.</summary>
    public static int ResultLength(PageKind kind) => kind == PageKind.Data ? 2 * Bytes32.Size : Bytes32.Size;

    /// <summary>The page's bytes.</summary>
    /// <exception cref="ArgumentException">The page is malformed; the message says how.</exception>
    public static byte[] Encode(Page page)
    {
        if (page.Problem() is { } problem)
        {
            throw new ArgumentException($"The page is malformed: {problem}.", nameof(page));
        }

        var bytes = new byte[Length(page.Signers.Count, page.Results.Count, page.Kind)];
        (bytes[0], bytes[1], bytes[2], bytes[3]) = (page.Deal, (byte)page.Kind, page.Votes, (byte)page.Signers.Count);
        BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(4), page.Word << 8);
        BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(7), page.Against);
        page.Tasks.CopyTo(bytes.AsSpan(HeadLength));
        var at = EmptyLength;
        foreach (var (position, agreed) in page.Signers)
        {
            bytes[at] = position;
            agreed.CopyTo(bytes.AsSpan(at + 1));
            at += SignerLength;
        }

        foreach (var result in page.Results)
        {
            result.Digest.CopyTo(bytes.AsSpan(at));
            at += Bytes32.Size;
            if (page.Kind == PageKind.Data)
            {
                result.DataHash.CopyTo(bytes.AsSpan(at));
                at += Bytes32.Size;
            }
        }

        return bytes;
    }

    /// <summary>The bytes of pages in a row.</summary>
    /// <exception cref="ArgumentException">A page is malformed; the message says how.</exception>
    public static byte[] Encode(IEnumerable<Page> pages) => [.. pages.SelectMany(Encode)];

    /// <summary>Reads all pages of a settlement, at least one; null if the bytes are not exactly that.</summary>
    /// <param name="bytes">At most <see cref="EpochRules.MaxPagesLength"/> of them.</param>
    /// <param name="problem">Why not; names the page.</param>
    public static IReadOnlyList<Page>? Decode(ReadOnlySpan<byte> bytes, out string? problem)
    {
        var pages = new List<Page>();
        problem = bytes.Length > EpochRules.MaxPagesLength ? $"pages of {bytes.Length} bytes are longer than {EpochRules.MaxPagesLength}"
            : bytes.IsEmpty ? "there is no page"
            : null;
        while (problem is null && !bytes.IsEmpty)
        {
            if (DecodeOne(ref bytes, out problem) is not { } page)
            {
                break;
            }

            problem = page.Problem() ?? (pages.Count > 0 && page.Deal < pages[^1].Deal ? $"deal {page.Deal} comes after deal {pages[^1].Deal}: deals ascend" : null);
            pages.Add(page);
        }

        if (problem is not null && bytes.Length <= EpochRules.MaxPagesLength)
        {
            problem = $"page {Math.Max(0, pages.Count - 1)} is malformed: {problem}";
        }

        return problem is null ? pages : null;
    }

    private static Page? DecodeOne(ref ReadOnlySpan<byte> bytes, out string? problem)
    {
        problem = null;
        if (bytes.Length < EmptyLength)
        {
            problem = $"only {bytes.Length} bytes are left";
            return null;
        }

        var kind = (PageKind)bytes[1];
        var tasks = LaneSet.FromBytes(bytes.Slice(HeadLength, Bytes32.Size));
        var length = Length(bytes[3], tasks.Count, kind);
        if (bytes.Length < length)
        {
            problem = $"{bytes[3]} signers and {tasks.Count} tasks take {length} bytes, {bytes.Length} are left";
            return null;
        }

        var page = new Page(
            bytes[0],
            kind,
            bytes[2],
            BinaryPrimitives.ReadUInt32BigEndian(bytes[4..]) >> 8,
            BinaryPrimitives.ReadUInt32BigEndian(bytes[7..]),
            tasks,
            Signers(bytes[EmptyLength..], bytes[3]),
            Results(bytes[(EmptyLength + (bytes[3] * SignerLength))..], tasks.Count, kind));
        bytes = bytes[length..];
        return page;
    }

    private static PageSigner[] Signers(ReadOnlySpan<byte> bytes, int count)
    {
        var signers = new PageSigner[count];
        for (var i = 0; i < count; i++)
        {
            signers[i] = new(bytes[i * SignerLength], LaneSet.FromBytes(bytes.Slice((i * SignerLength) + 1, Bytes32.Size)));
        }

        return signers;
    }

    private static PageResult[] Results(ReadOnlySpan<byte> bytes, int count, PageKind kind)
    {
        var results = new PageResult[count];
        var failed = kind == PageKind.AppFailed ? PageResult.AppFailed : Bytes32.Zero;
        var length = ResultLength(kind);
        for (var i = 0; i < count; i++)
        {
            var result = bytes.Slice(i * length, length);
            results[i] = new(Bytes32.FromBytes(result[..Bytes32.Size]), kind == PageKind.Data ? Bytes32.FromBytes(result[Bytes32.Size..]) : failed);
        }

        return results;
    }

    private static int Length(int signers, int tasks, PageKind kind) => EmptyLength + (signers * SignerLength) + (tasks * ResultLength(kind));
}
