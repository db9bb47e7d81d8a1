using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Win32.SafeHandles;

namespace Ect.Contracts.Files;

/// <summary>Writes files whole or not at all: whatever goes wrong, whoever reads one finds the old content or the new.</summary>
public static partial class WholeFile
{
    /// <summary>How the name ends of a file that is being written. Only who is killed meanwhile leaves one behind, and nothing follows from it: it may be deleted, and is after an hour by whoever writes into its folder.</summary>
    public const string HalfSuffix = ".half";

    /// <summary>For its owner alone, 0600.</summary>
    public const UnixFileMode Secret = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>For all to read, 0644.</summary>
    public const UnixFileMode Readable = Secret | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    // Nobody takes so long between the first byte and the rename.
    private static readonly TimeSpan Abandoned = TimeSpan.FromHours(1);

    private static readonly ConcurrentDictionary<string, DateTime> Swept = new();

    /// <summary>Writes a file, or replaces one.</summary>
    /// <param name="path">The file; its folder is there.</param>
    /// <param name="content">All of it.</param>
    /// <param name="mode">Who may do what, whatever the umask says; null: as of the file that it replaces, else as the umask says. Not on Windows.</param>
    /// <param name="isDurable">Whether the new content stays, once this returns, if the power goes: file and folder are flushed to the disk.</param>
    /// <param name="replace">Whether a file that is there is replaced.</param>
    /// <exception cref="IOException">The disk is full or fails, or there is a file that is not to be replaced. What was there is as it was, and nothing is left beside it.</exception>
    /// <exception cref="UnauthorizedAccessException">This account may not write there.</exception>
    public static void Write(string path, ReadOnlySpan<byte> content, UnixFileMode? mode = null, bool isDurable = false, bool replace = true)
    {
        var half = $"{path}.{Guid.NewGuid():n}{HalfSuffix}";
        try
        {
            WriteHalf(half, content, OperatingSystem.IsWindows() ? null : mode ?? ModeOf(path), isDurable);
            File.Move(half, path, replace);
        }
        catch
        {
            File.Delete(half);
            throw;
        }

        var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        if (isDurable && !OperatingSystem.IsWindows())
        {
            FlushFolder(folder);
        }

        Sweep(folder, now: File.GetLastWriteTimeUtc(path));
    }

    /// <summary>Writes a text as UTF-8.</summary>
    /// <inheritdoc cref="Write(string, ReadOnlySpan{byte}, UnixFileMode?, bool, bool)"/>
    public static void Write(string path, string content, UnixFileMode? mode = null, bool isDurable = false, bool replace = true) =>
        Write(path, Encoding.UTF8.GetBytes(content), mode, isDurable, replace);

    private static void WriteHalf(string half, ReadOnlySpan<byte> content, UnixFileMode? mode, bool isDurable)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, BufferSize = 0 };
        if (mode is not null && !OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = Secret;
        }

        using var stream = new FileStream(half, options);
        stream.Write(content);
        if (mode is { } wanted && wanted != Secret && !OperatingSystem.IsWindows())
        {
            // Set, not asked for: the writer's umask has no say.
            File.SetUnixFileMode(stream.SafeFileHandle, wanted);
        }

        if (isDurable)
        {
            stream.Flush(flushToDisk: true);
        }
    }

    /// <summary>Removes what writers who were killed have left. The clock is that of the disk, by which the others' files have their times too.</summary>
    private static void Sweep(string folder, DateTime now)
    {
        if (Swept.TryGetValue(folder, out var last) && now - last < Abandoned)
        {
            return;
        }

        Swept[folder] = now;
        try
        {
            foreach (var half in new DirectoryInfo(folder).EnumerateFiles("*" + HalfSuffix).Where(file => HalfName().IsMatch(file.Name) && now - file.LastWriteTimeUtc > Abandoned))
            {
                half.Delete();
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The file is written. The rest waits for the next time.
        }
    }

    [GeneratedRegex(@"\.[0-9a-f]{32}\.half$")]
    private static partial Regex HalfName();

    private static UnixFileMode? ModeOf(string path) => new FileInfo(path) is { Exists: true } file ? file.UnixFileMode : null;

    // A rename lives in the folder: without this, power loss can bring the old name back. .NET cannot open folders.
    private static void FlushFolder(string folder)
    {
        var descriptor = NativeOpen(folder, 0);
        if (descriptor < 0)
        {
            throw new IOException($"Folder {folder} cannot be opened to flush it (errno {Marshal.GetLastPInvokeError()}).");
        }

        using var handle = new SafeFileHandle(descriptor, ownsHandle: true);
        if (NativeSync(descriptor) != 0)
        {
            throw new IOException($"Folder {folder} cannot be flushed to the disk (errno {Marshal.GetLastPInvokeError()}).");
        }
    }

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int NativeOpen(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int NativeSync(int descriptor);
}
