using System.ComponentModel;
using System.Diagnostics;

namespace Ect.EndToEnd.Tests;

/// <summary>A program of the system, such as mount, that the tests' own machine may not have or not allow.</summary>
internal static class Tool
{
    /// <summary>Whether it was there and did what it was asked for.</summary>
    public static async Task<bool> TryAsync(string program, params string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
            await process.StandardError.ReadToEndAsync();
            await process.WaitForExitAsync();
            return process.ExitCode == 0;
        }
        catch (Win32Exception)
        {
            return false;
        }
    }
}
