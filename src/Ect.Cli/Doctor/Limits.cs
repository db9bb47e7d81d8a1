namespace Ect.Cli.Doctor;

/// <summary>What numbers mean: pure, so that tests need no sick machine.</summary>
internal static class Limits
{
    private const long GiB = 1L << 30;

    public static Finding Memory(long bytes) => bytes >= 2 * GiB
        ? Finding.Ok("memory", $"{Size(bytes)} for this process")
        : Finding.Warning("memory", $"{Size(bytes)} for this process: tasks with large inputs may not fit", "Give the machine, or its control group, 2 GiB or more.");

    public static Finding Disk(string folder, long free) => free switch
    {
        < GiB / 4 => Finding.Problem("disk", $"{Size(free)} free at {folder}", "Free some space: with less than 256 MiB results cannot be kept until they are paid."),
        < 5 * GiB => Finding.Warning("disk", $"{Size(free)} free at {folder}", "Free some space: 5 GiB or more for applications, inputs and results."),
        _ => Finding.Ok("disk", $"{Size(free)} free at {folder}"),
    };

    public static Finding Inodes(string folder, long free) => free < 10_000
        ? Finding.Problem("inodes", $"{free} files can be made at {folder}", "Delete small files, or use a file system with more inodes: content is kept in many small files.")
        : Finding.Ok("inodes", $"{free} files can be made at {folder}");

    public static Finding OpenFiles(long most) => most < 4096
        ? Finding.Warning("open files", $"at most {most}", "Raise the limit (ulimit -n 65536, or LimitNOFILE= of the service): a scheduler needs one for each worker.")
        : Finding.Ok("open files", $"at most {most}");

    /// <summary>The clock against another's; <paramref name="ahead"/> is how far ours is ahead.</summary>
    public static Finding Clock(string other, TimeSpan ahead) => Math.Abs(ahead.TotalSeconds) switch
    {
        > 60 => Finding.Problem("clock", $"{Seconds(ahead)} against {other}", "Switch on time synchronisation (timedatectl set-ntp true): logins are refused, deadlines missed."),
        > 5 => Finding.Warning("clock", $"{Seconds(ahead)} against {other}", "Switch on time synchronisation (timedatectl set-ntp true)."),
        _ => Finding.Ok("clock", $"{Seconds(ahead)} against {other}"),
    };

    /// <summary>The newest block may be old where nobody transacts, but never from the future.</summary>
    public static Finding ChainClock(TimeSpan age) => age < TimeSpan.FromSeconds(-30)
        ? Finding.Problem("chain clock", $"the newest block is {-age.TotalSeconds:0} s in the future", "Set this machine's clock (timedatectl set-ntp true).")
        : age > TimeSpan.FromMinutes(10) ? Finding.Warning("chain clock", $"the newest block is {age.TotalMinutes:0} min old", "See that the node is in step with its chain. A chain of one's own may simply be idle.")
        : Finding.Ok("chain clock", $"the newest block is {Math.Max(0, age.TotalSeconds):0} s old");

    /// <summary>Whether others may read or write a file.</summary>
    public static Finding Permissions(string what, string file, UnixFileMode mode) => (mode & ~(UnixFileMode.UserRead | UnixFileMode.UserWrite)) == 0
        ? Finding.Ok(what, $"{file} is the user's alone")
        : Finding.Problem(what, $"{file} has mode {Convert.ToString((int)mode, 8)}: others may read it", $"Run `chmod 600 {file}`.");

    private static string Size(long bytes) => bytes >= GiB ? $"{bytes / (double)GiB:0.#} GiB" : $"{bytes >> 20} MiB";

    private static string Seconds(TimeSpan ahead) => $"{Math.Abs(ahead.TotalSeconds):0.#} s {(ahead >= TimeSpan.Zero ? "ahead" : "behind")}";
}
