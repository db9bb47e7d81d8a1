using System.Runtime.InteropServices;

namespace Ect.Testing;

/// <summary>Another umask for this process, until it is disposed.</summary>
public sealed partial class Umask : IDisposable
{
    private readonly uint before;

    /// <param name="denied">What new files lack.</param>
    public Umask(UnixFileMode denied) => before = Set((uint)denied);

    /// <inheritdoc/>
    public void Dispose() => _ = Set(before);

    [LibraryImport("libc", EntryPoint = "umask")]
    private static partial uint Set(uint mask);
}
