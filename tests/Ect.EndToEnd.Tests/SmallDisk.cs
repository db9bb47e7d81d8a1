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
        var disk = await TryMountAsync(folder, size);
        Assert.SkipWhen(disk is null, "Mounting a small disk needs root.");
        return disk;
    }

    /// <summary>Null where it may not be mounted.</summary>
    public static async Task<SmallDisk?> TryMountAsync(string folder, string size)
    {
        Directory.CreateDirectory(folder);
        return await Tool.TryAsync("mount", "-t", "tmpfs", "-o", $"size={size}", "tmpfs", folder) ? new SmallDisk(folder) : null;
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

    public async ValueTask DisposeAsync() => await Tool.TryAsync("umount", "--lazy", Folder);
}
