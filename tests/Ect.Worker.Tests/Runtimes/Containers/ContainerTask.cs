using Ect.Protocol.Apps;
using Ect.Worker.Runtimes;

namespace Ect.Worker.Tests.Runtimes.Containers;

/// <summary>One run of a shell script in a container.</summary>
internal sealed class ContainerTask : IDisposable
{
    private const long MiB = 1 << 20;

    private readonly ContainerBench bench;
    private readonly TemporaryFolder folder = new();

    public ContainerTask(ContainerBench bench)
    {
        this.bench = bench;
        Directory.CreateDirectory(In);
        Directory.CreateDirectory(Out);
        File.WriteAllText(Path.Combine(In, "dataset"), "data\n");
    }

    public string In => folder["in"];

    public string Out => folder["out"];

    public RunOutcome Outcome { get; private set; } = new RunOutcome.Completed();

    /// <summary>Limits that a hostile script meets within a second or so.</summary>
    public static RunLimits Tight { get; } = new()
    {
        OutputBytes = 8 * MiB,
        OutputFiles = 200,
        StreamBytes = 64 * 1024,
        WallTime = TimeSpan.FromSeconds(20),
    };

    public RunGate Gate { get; init; } = new(TimeProvider.System);

    public IOutputTap? Tap { get; init; }

    /// <summary>What runs it; null for the bench's.</summary>
    public IRuntime? Runtime { get; init; }

    public AppManifest.Oci App { get; set; } = null!;

    public static async Task<ContainerTask> RunAsync(ContainerBench bench, string script, RunLimits? limits = null, Func<AppManifest.Oci, AppManifest.Oci>? change = null)
    {
        var task = new ContainerTask(bench);
        await task.ExecuteAsync(script, limits, change, TestContext.Current.CancellationToken);
        return task;
    }

    public async Task ExecuteAsync(string script, RunLimits? limits, Func<AppManifest.Oci, AppManifest.Oci>? change, CancellationToken cancellationToken)
    {
        var runtime = Runtime ?? await bench.RuntimeAsync();
        App = new AppManifest.Oci(bench.Image) { MemoryBytes = 64 * MiB, Pids = 40 };
        App = change?.Invoke(App) ?? App;
        Outcome = await runtime.RunAsync(
            new RunRequest
            {
                AppPath = "",
                App = App,
                Arguments = [script],
                Environment = new Dictionary<string, string> { ["ECT_TASK_INDEX"] = "7", ["A"] = "first" },
                InputFolder = In,
                OutputFolder = Out,
                Seed = new byte[RunRequest.SeedLength],
                Limits = limits ?? Tight,
                Gate = Gate,
                Tap = Tap,
            },
            cancellationToken);
    }

    public string Text(string name) => File.ReadAllText(Path.Combine(Out, name));

    public IEnumerable<string> Files() => Directory.EnumerateFileSystemEntries(Out, "*", SearchOption.AllDirectories).Select(path => Path.GetRelativePath(Out, path)).Order(StringComparer.Ordinal);

    public void Dispose() => folder.Dispose();
}
