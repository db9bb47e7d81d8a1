using System.Diagnostics;

namespace Ect.EndToEnd.Tests;

/// <summary>A disk that is soon full. Needs the right to mount one, which the tests' own machine may not give.</summary>
internal sealed class SmallDisk : IAsyncDisposable
{
    private SmallDisk(string folder) => Folder = folder;

    public string Folder { get; }

    /// <summary>The file that <see cref="Fill"/> writes.</summary>
    public string Filler => Path.Combine(Folder, "filler");

    public static async Task<SmallDisk> MountAsync(string folder, string size)
    {
        Directory.CreateDirectory(folder);
        var mounted = await RunAsync("mount", "-t", "tmpfs", "-o", $"size={size}", "tmpfs", folder);
        Assert.SkipUnless(mounted, "Mounting a small disk needs root.");
        return new SmallDisk(folder);
    }

    /// <summary>Leaves no byte free.</summary>
    public void Fill()
    {
        using var file = File.OpenHandle(Filler, FileMode.CreateNew, FileAccess.Write);
        try
        {
            for (long at = 0; ; at += 512)
            {
                RandomAccess.Write(file, new byte[512], at);
            }
        }
        catch (IOException)
        {
            // Full.
        }
    }

    public async ValueTask DisposeAsync() => await RunAsync("umount", "--lazy", Folder);

    private static async Task<bool> RunAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
        await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0;
    }
}
