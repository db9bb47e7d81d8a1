using System.Globalization;
using Ect.Protocol.Apps;

namespace Ect.Worker.Runtimes.Containers;

/// <summary>Failures in words that an application's author understands, equal on every machine.</summary>
internal static class ContainerFailures
{
    private const int SignalBase = 128;

    public static RunOutcome.AppFailed Malformed(string message) => new(AppFailure.Malformed, message);

    public static RunOutcome.AppFailed Streams(RunLimits limits) => new(
        AppFailure.OutputLimit,
        Text($"The application wrote more than {limits.StreamBytes:N0} bytes to its standard output or standard error; write results to files in /out."));

    public static RunOutcome.AppFailed OutputBytes(RunLimits limits) => new(
        AppFailure.OutputLimit, Text($"The application wrote more than {limits.OutputBytes:N0} bytes to /out."));

    public static RunOutcome.AppFailed TooManyFiles(RunLimits limits) => new(
        AppFailure.TooManyFiles, Text($"The application made more than {limits.OutputFiles:N0} files and folders in /out."));

    public static RunOutcome.AppFailed Unusable(string what) => new(
        AppFailure.UnusableOutput, $"The application left {what} in /out, which no result can hold; leave files and folders only.");

    public static RunOutcome.AppFailed Processes(AppManifest.Oci app) => new(
        AppFailure.ProcessLimit, Text($"The application had more than {app.Pids:N0} processes and threads, as many as its manifest allows (pids)."));

    public static RunOutcome.AppFailed Memory(AppManifest.Oci app) => new(
        AppFailure.MemoryLimit,
        Text($"The application needs more memory than the {app.MemoryBytes:N0} bytes that its manifest allows; files in /out, /tmp and /dev/shm count."));

    public static RunOutcome.AppFailed Time(RunLimits limits) => new(
        AppFailure.WallTime, $"The application ran longer than {limits.WallTime} and was stopped.");

    public static RunOutcome.AppFailed NotStarted(string reason) => new(
        AppFailure.NotStarted, $"The container engine does not start the application's image, though it starts one of the worker's own like it: {reason.TrimEnd()}");

    /// <summary>What an exit code says; null for zero.</summary>
    public static RunOutcome.AppFailed? Exit(int code) => code switch
    {
        0 => null,
        SignalBase + 4 or SignalBase + 6 or SignalBase + 7 or SignalBase + 8 or SignalBase + 11 or SignalBase + 31 =>
            new(AppFailure.Trap, Text($"The application crashed with signal {code - SignalBase} ({Signal(code - SignalBase)}).")) { ExitCode = code },
        _ => new(AppFailure.NonZeroExit, Text($"The application ended with exit code {code}; its standard error says why.")) { ExitCode = code },
    };

    private static string Signal(int signal) => signal switch
    {
        4 => "illegal instruction",
        6 => "abort",
        7 => "bus error",
        8 => "division by zero",
        11 => "memory out of bounds",
        _ => "forbidden system call",
    };

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
