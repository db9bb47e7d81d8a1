using System.Text;
using Ect.Sdk.Errors;

namespace Ect.Sdk.Journals;

/// <summary>
/// A file of lines, each on the disk before anything follows from it, and held by one process at a time. The first line, the head, says whose
/// it is. A line that a crash cut short was followed by nothing and is taken away.
/// </summary>
internal sealed class JournalFile : IDisposable
{
    private readonly FileStream _file;
    private long _afterHead;

    private JournalFile(FileStream file) => _file = file;

    /// <summary>Where it is.</summary>
    public string Path => _file.Name;

    /// <summary>The first line.</summary>
    public string Head { get; private set; } = "";

    /// <summary>The lines after the head that were there when it was opened.</summary>
    public IReadOnlyList<string> Lines { get; private set; } = [];

    /// <summary>Opens a file, or begins it with this head. A file that is none of ours stays as it is.</summary>
    /// <param name="path">The file.</param>
    /// <param name="what">What it is, for errors: "journal".</param>
    /// <param name="head">The head of a new one.</param>
    /// <param name="maxBytes">Its largest size.</param>
    /// <param name="busy">What to do if another run holds it.</param>
    /// <param name="fault">An error about its content, from what is wrong.</param>
    /// <exception cref="EctException">It cannot be opened (<see cref="ErrorCode.StorageFailed"/>), or is something else (<paramref name="fault"/>).</exception>
    public static JournalFile Open(string path, string what, string head, long maxBytes, string busy, Func<string, EctException> fault)
    {
        FileStream file;
        try
        {
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(path))!);
            file = new FileStream(path, new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.ReadWrite, Share = FileShare.None, BufferSize = 0 });
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new EctException(ErrorCode.StorageFailed, $"The {what} '{path}' cannot be opened: {e.Message}", busy, e);
        }

        try
        {
            var journal = new JournalFile(file);
            journal.Read(head, maxBytes, fault);
            return journal;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Writes a line.</summary>
    public void Append(string line)
    {
        _file.Write(Encoding.UTF8.GetBytes(line + "\n"));
        _file.Flush(flushToDisk: true);
    }

    /// <summary>Takes all lines but the head away.</summary>
    public void Clear()
    {
        _file.SetLength(_afterHead);
        _file.Seek(0, SeekOrigin.End);
        _file.Flush(flushToDisk: true);
    }

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();

    private void Read(string head, long maxBytes, Func<string, EctException> fault)
    {
        if (_file.Length > maxBytes)
        {
            throw fault($"has {_file.Length} bytes; it has at most {maxBytes}.");
        }

        var bytes = new byte[_file.Length];
        _file.ReadExactly(bytes);
        var end = Array.LastIndexOf(bytes, (byte)'\n') + 1;
        var lines = Encoding.UTF8.GetString(bytes, 0, end).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        if (lines.Length == 0)
        {
            // Only the beginning of a head of ours is taken away: the file may be any that the user named by mistake.
            if (!head.StartsWith(Encoding.UTF8.GetString(bytes), StringComparison.Ordinal))
            {
                throw fault("holds something else.");
            }

            _file.SetLength(0);
            Append(head);
            (Head, _afterHead) = (head, _file.Length);
            return;
        }

        (Head, Lines, _afterHead) = (lines[0], lines[1..], Encoding.UTF8.GetByteCount(lines[0]) + 1);
        if (end < bytes.Length && Head == head)
        {
            _file.SetLength(end);
        }

        _file.Seek(0, SeekOrigin.End);
    }
}
