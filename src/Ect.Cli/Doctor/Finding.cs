namespace Ect.Cli.Doctor;

/// <summary>What a check found.</summary>
// Check: What was looked at.
// Says: What was found, with its numbers.
// Fix: What to do; null if nothing.
internal sealed record Finding(string Check, Level Level, string Says, string? Fix = null)
{
    public static Finding Ok(string check, string says) => new(check, Level.Ok, says);

    public static Finding Warning(string check, string says, string fix) => new(check, Level.Warning, says, fix);

    public static Finding Problem(string check, string says, string fix) => new(check, Level.Problem, says, fix);
}
