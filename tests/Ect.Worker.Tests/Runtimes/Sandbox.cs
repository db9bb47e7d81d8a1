using Ect.Testing;
using Ect.Worker.Runtimes;
using Ect.Worker.Runtimes.Wasm;

namespace Ect.Worker.Tests.Runtimes;

/// <summary>A temporary place with the folders of one run.</summary>
internal sealed class Sandbox : IDisposable
{
    public static readonly WasmRuntime Shared = new();

    public Sandbox()
    {
        Root = Directory.CreateTempSubdirectory("ect-sandbox-").FullName;
        In = Directory.CreateDirectory(Path.Combine(Root, "in")).FullName;
        Out = Directory.CreateDirectory(Path.Combine(Root, "out")).FullName;
        File.WriteAllText(Path.Combine(In, "dataset"), "data\n");
    }

    public string Root { get; }

    public string In { get; }

    public string Out { get; }

    /// <summary>Limits that a hostile application meets within a second or so.</summary>
    public static RunLimits Tight { get; } = new()
    {
        Fuel = 500_000_000,
        MemoryBytes = 16 * 1024 * 1024,
        OutputBytes = 4 * 1024 * 1024,
        OutputFiles = 400,
        StreamBytes = 64 * 1024,
    };

    public static string Hostile => RepositoryRoot.File("samples", "hostile", "hostile.wasm");

    public RunRequest Request(string app, params string[] arguments) => new()
    {
        AppPath = app,
        Arguments = arguments,
        InputFolder = In,
        OutputFolder = Out,
        Seed = new byte[RunRequest.SeedLength],
        Limits = Tight,
    };

    public Task<RunOutcome> RunAsync(params string[] arguments) =>
        Shared.RunAsync(Request(Hostile, arguments), TestContext.Current.CancellationToken);

    public string Text(string name) => File.ReadAllText(Path.Combine(Out, name));

    /// <summary>Every path below the output folder with its content, in one text.</summary>
    public string Tree() => string.Join('\n', Directory
        .EnumerateFileSystemEntries(Out, "*", SearchOption.AllDirectories)
        .Order(StringComparer.Ordinal)
        .Select(path => $"{Path.GetRelativePath(Out, path)}={(File.Exists(path) ? Convert.ToHexString(File.ReadAllBytes(path)) : "folder")}"));

    public void Dispose() => Directory.Delete(Root, recursive: true);
}
