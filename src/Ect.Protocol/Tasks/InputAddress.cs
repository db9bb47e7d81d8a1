using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Ect.Protocol.Tasks;

/// <summary>
/// Where an input lies: a content id, or a path below one, <c>CID/a/b</c>. A segment <c>{index}</c> of the path stands for the
/// task's index in the request, so that each task of a bag reads its own part of a folder.
/// </summary>
public sealed partial class InputAddress
{
    /// <summary>The segment that stands for the task's index.</summary>
    public const string IndexSegment = "{index}";

    /// <summary>Most segments after the content id.</summary>
    public const int MaxSegments = 8;

    private InputAddress(string root, IReadOnlyList<string> segments) => (Root, Segments) = (root, segments);

    /// <summary>The content id.</summary>
    public string Root { get; }

    /// <summary>The path below it as it was written; empty for the whole content.</summary>
    public IReadOnlyList<string> Segments { get; }

    /// <summary>Whether each task reads something of its own.</summary>
    public bool IsOfIndex => Segments.Contains(IndexSegment);

    /// <summary>Reads an address.</summary>
    /// <exception cref="FormatException">It is none; the message names value and rule.</exception>
    public static InputAddress Parse(string? text) =>
        TryParse(text, out var address, out var fault) ? address : throw new FormatException($"An input {fault}");

    /// <summary>Reads an address, or says what is wrong with it, in words that follow the input's name.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out InputAddress? address, [NotNullWhen(false)] out string? fault)
    {
        var parts = text?.Split('/') ?? [];
        fault = parts.Length == 0 || !ContentId().IsMatch(parts[0]) ? $"is no content id: '{Shorten(text)}'. Give a CIDv1 in base32, as the upload prints it (b…), and after it '/' and a path if you mean a part of it."
            : parts.Length - 1 > MaxSegments ? $"has a path of {parts.Length - 1} segments: '{Shorten(text)}'; at most {MaxSegments} are allowed."
            : Array.FindIndex(parts, 1, part => !IsSegment(part)) is > 0 and var at ? $"has a path with the segment '{Shorten(parts[at])}': a segment has 1 to 64 letters, digits, '.', '_' or '-', is not '.' or '..', or is {IndexSegment}."
            : null;
        if (fault is not null)
        {
            address = null;
            return false;
        }

        address = new(parts[0], parts[1..]);
        return true;
    }

    /// <summary>Whether a text may be a segment as it stands, without standing for an index.</summary>
    public static bool IsName(string text) => Name().IsMatch(text) && text is not ("." or "..");

    /// <summary>The path that a task reads.</summary>
    /// <param name="index">The task's index in the request, as <c>ECT_TASK_INDEX</c> says it.</param>
    public IReadOnlyList<string> PathOf(uint index) =>
        [.. Segments.Select(segment => segment == IndexSegment ? index.ToString(CultureInfo.InvariantCulture) : segment)];

    /// <inheritdoc/>
    public override string ToString() => string.Join('/', Segments.Prepend(Root));

    private static bool IsSegment(string text) => text == IndexSegment || IsName(text);

    private static string Shorten(string? text) => text is null ? "null" : text.Length <= 80 ? text : text[..80] + "…";

    [GeneratedRegex(@"\Ab[a-z2-7]{20,120}\z")]
    private static partial Regex ContentId();

    [GeneratedRegex(@"\A[A-Za-z0-9._-]{1,64}\z")]
    private static partial Regex Name();
}
