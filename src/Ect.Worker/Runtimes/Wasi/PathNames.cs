using System.Buffers;
using System.Text;

namespace Ect.Worker.Runtimes.Wasi;

/// <summary>Which names an application may give to files, so that a result can be stored and fetched on any system.</summary>
internal static class PathNames
{
    public const int MaxPathBytes = 4096;
    public const int MaxNameBytes = 255;
    public const int MaxDepth = 32;

    private static readonly SearchValues<char> s_forbidden = SearchValues.Create("\\:*?\"<>|");
    private static readonly UTF8Encoding s_strict = new(false, throwOnInvalidBytes: true);

    public static Errno Decode(ReadOnlySpan<byte> bytes, out string path)
    {
        path = "";
        if (bytes.Length > MaxPathBytes)
        {
            return Errno.NameTooLong;
        }

        try
        {
            path = s_strict.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            return Errno.IllegalBytes;
        }

        return path.Contains('\0', StringComparison.Ordinal) ? Errno.IllegalBytes : Errno.Success;
    }

    /// <summary>Whether a name may be created: no control characters and none of the characters that some system gives a meaning.</summary>
    public static Errno CheckNew(FolderNode parent, string name)
    {
        if (Encoding.UTF8.GetByteCount(name) > MaxNameBytes || parent.Depth >= MaxDepth)
        {
            return Errno.NameTooLong;
        }

        if (name.AsSpan().ContainsAny(s_forbidden) || name.Any(char.IsControl) || name[^1] is '.' or ' ')
        {
            return Errno.IllegalBytes;
        }

        // The runtime itself writes these beside the application's files.
        return parent.Parent is null && name is OutputTree.StandardOutput or OutputTree.StandardError or Spool.Name
            ? Errno.NotPermitted
            : Errno.Success;
    }
}
