namespace Ect.Cli.Frame;

/// <summary>What the process tells its caller. Scripts rely on these numbers: none ever changes its meaning.</summary>
internal enum ExitCode
{
    Ok = 0,
    Failure = 1,
    Usage = 2,
    NotFound = 3,
    Refused = 4,
    Unreachable = 5,
    VerificationFailed = 6,
    Timeout = 7,
    Interrupted = 130,
}
