using System.Text;

namespace Ect.Protocol.Apps.Canonical;

/// <summary>Text without what editors and systems do differently.</summary>
public static class CanonicalText
{
    private const char ByteOrderMark = '\uFEFF';

    /// <summary>
    /// No byte order mark; lines end in LF; no spaces or tabs at their ends; no empty lines at the end, one line end after
    /// the last line; nothing stays nothing. Characters in Unicode's normal form C: é is one code point, not two.
    /// </summary>
    /// <exception cref="OperationCanceledException">Nobody wants it any more.</exception>
    public static string Of(string text, CancellationToken cancellationToken = default)
    {
        var result = new StringBuilder(text.Length);
        var lines = text.TrimStart(ByteOrderMark).Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n').Split('\n');
        var last = Array.FindLastIndex(lines, line => line.AsSpan().Trim(" \t").Length > 0);
        for (var i = 0; i <= last; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            result.Append(Nfc.Of(lines[i]).AsSpan().TrimEnd(" \t")).Append('\n');
        }

        return result.ToString();
    }
}
