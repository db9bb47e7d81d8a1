using System.Runtime.InteropServices;

namespace Ect.Cli.Up;

/// <summary>Unix signals to processes.</summary>
internal static partial class Signals
{
    private const int SigTerm = 15;
    private const int SigKill = 9;

    /// <summary>Asks the process to end. False if there is no such process.</summary>
    public static bool Terminate(int processId) => Kill(processId, SigTerm) == 0;

    public static bool Kill(int processId) => Kill(processId, SigKill) == 0;

    /// <summary>Whether the process lives.</summary>
    public static bool Exists(int processId) => Kill(processId, 0) == 0;

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static partial int Kill(int processId, int signal);
}
