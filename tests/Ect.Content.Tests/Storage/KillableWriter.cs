using System.Diagnostics;
using System.Runtime.CompilerServices;
using Ect.Content.Storage;

namespace Ect.Content.Tests.Storage;

/// <summary>This test program started again as a process that only writes blocks, to be killed in the middle.</summary>
internal static class KillableWriter
{
    private const string FolderVariable = "ECT_CONTENT_KILLABLE_WRITER";
    private const string SeedVariable = "ECT_CONTENT_KILLABLE_WRITER_SEED";

    /// <summary>Starts a writer; it prints a line for each block kept.</summary>
    public static Process Start(string folder, int seed)
    {
        var program = Path.Combine(AppContext.BaseDirectory, "Ect.Content.Tests" + (OperatingSystem.IsWindows() ? ".exe" : ""));
        return Process.Start(new ProcessStartInfo(program)
        {
            RedirectStandardOutput = true,
            Environment = { [FolderVariable] = folder, [SeedVariable] = $"{seed}" },
        })!;
    }

    // Runs before the test framework's own entry point.
    [ModuleInitializer]
    internal static void WriteIfAsked()
    {
        if (Environment.GetEnvironmentVariable(FolderVariable) is { } folder)
        {
            Write(new FileBlockStore(folder), uint.Parse(Environment.GetEnvironmentVariable(SeedVariable)!));
            Environment.Exit(1);
        }
    }

    // On this one thread: others wait for the module's initializer, which does not end before the process.
    private static void Write(FileBlockStore store, uint seed)
    {
        // Bounded, lest a writer that nobody kills fills the disk.
        for (var last = seed + 200; seed < last; seed++)
        {
            var block = Block.Create(CidCodec.Raw, GeneratedBytes.Make(500_000, seed));
            store.PutAsync(block).GetAwaiter().GetResult();
            Console.Out.WriteLine(block.Cid.ToString());
        }
    }
}
