using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Ect.Worker.Contributions;

/// <summary>Replaces a file so that a crash leaves the old content or the new one, and a return means the new one for good.</summary>
internal static partial class DurableFile
{
    public const string HalfSuffix = ".half";

    /// <param name="path">The file.</param>
    /// <param name="content">All of it.</param>
    /// <param name="isSecret">Whether only the worker's account may read it.</param>
    public static void Write(string path, ReadOnlySpan<byte> content, bool isSecret = true)
    {
        var half = path + HalfSuffix;
        File.Delete(half);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, BufferSize = 0 };
        const UnixFileMode Secret = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = Secret;
        }

        using (var stream = new FileStream(half, options))
        {
            stream.Write(content);
            if (!isSecret && !OperatingSystem.IsWindows())
            {
                // Set, not asked for: the writer's umask has no say.
                File.SetUnixFileMode(stream.SafeFileHandle, Secret | UnixFileMode.GroupRead | UnixFileMode.OtherRead);
            }

            stream.Flush(flushToDisk: true);
        }

        File.Move(half, path, overwrite: true);
        FlushFolder(Path.GetDirectoryName(path)!);
    }

    // A rename lives in the folder: without this, power loss can bring the old name back. .NET cannot open folders.
    private static void FlushFolder(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

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
