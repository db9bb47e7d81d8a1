using System.ComponentModel;
using System.Diagnostics;

namespace Ect.Cli.Doctor;

/// <summary>Asks other programs of the machine, for a moment only.</summary>
internal static class Tool
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>What a program says on standard output; null if it is not there, fails, or is slow.</summary>
    public static async Task<string?> AskAsync(string program, string[] arguments, TimeProvider time, CancellationToken cancellation)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true });
            if (process is null)
            {
                return null;
            }

            using var slow = new CancellationTokenSource(Patience, time);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, slow.Token);
            try
            {
                var said = process.StandardOutput.ReadToEndAsync(either.Token);
                var errors = process.StandardError.ReadToEndAsync(either.Token);
                await process.WaitForExitAsync(either.Token);
                await errors;
                return process.ExitCode == 0 ? (await said).Trim() : null;
            }
            catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
            {
                process.Kill(entireProcessTree: true);
                return null;
            }
        }
        catch (Win32Exception)
        {
            return null;
        }
    }
}
