using Ect.Worker.Preferences;

namespace Ect.Worker.Machine.Sensors;

/// <summary>
/// When somebody last typed in a terminal: the kernel notes it, to eight seconds, as the time at which the terminal was read,
/// as <c>w</c> shows it. The time at which it was written says nothing: programs write without anybody there.
/// </summary>
/// <param name="dev">The folder <c>/dev</c>.</param>
internal sealed class TerminalInput(string dev)
{
    public MachineUse? Last() =>
        ProcFile.Entries(Path.Combine(dev, "pts")).Where(path => char.IsAsciiDigit(Path.GetFileName(path)[0]))
            .Concat(ProcFile.Entries(dev, "tty*").Where(path => IsConsole(Path.GetFileName(path))))
            .Select(Use)
            .OfType<MachineUse>()
            .MaxBy(use => use.At);

    // tty1 to tty63; tty0 is whichever is shown, tty itself the process's own, ttyS0 a serial line that may have no screen.
    private static bool IsConsole(string name) => name.Length > 3 && name[3..] != "0" && name[3..].All(char.IsAsciiDigit);

    private MachineUse? Use(string path)
    {
        try
        {
            var read = File.GetLastAccessTimeUtc(path);
            return read.Year > 1970 ? new(new DateTimeOffset(read, TimeSpan.Zero), $"terminal {Path.GetRelativePath(dev, path)}") : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
