using Ect.Testing;
using Ect.Worker.Runtimes;
using Ect.Worker.Runtimes.Wasm;

namespace Ect.Samples.Tests;

/// <summary>One task of a sample application, run in the real sandbox in temporary folders.</summary>
internal sealed class SampleRun : IDisposable
{
    private static readonly WasmRuntime s_runtime = new();

    private readonly string _root = Directory.CreateTempSubdirectory("ect-sample-").FullName;

    private SampleRun()
    {
        In = Directory.CreateDirectory(Path.Combine(_root, "in")).FullName;
        Out = Directory.CreateDirectory(Path.Combine(_root, "out")).FullName;
    }

    public string In { get; }

    public string Out { get; }

    public RunOutcome Outcome { get; private set; } = new RunOutcome.Completed();

    public static string Rates => RepositoryRoot.File("samples", "data", "exchange-rates-monthly.csv");

    /// <param name="sample">Folder and name of the sample.</param>
    /// <param name="index">ECT_TASK_INDEX.</param>
    /// <param name="dataset">Text of /in/dataset, or null for none.</param>
    /// <param name="arguments">The sample's arguments.</param>
    public static Task<SampleRun> RunAsync(string sample, string index, string? dataset, params string[] arguments) => RunModuleAsync(
        Path.Combine(sample, $"{sample}.wasm"),
        new() { ["ECT_TASK_INDEX"] = index, ["ECT_DATASET"] = "/in/dataset" },
        dataset is null ? [] : new() { ["dataset"] = dataset },
        arguments);

    /// <param name="module">Path of the module within the samples.</param>
    /// <param name="environment">Variables beside the folders.</param>
    /// <param name="inputs">Texts by their paths in /in.</param>
    /// <param name="arguments">The sample's arguments.</param>
    public static async Task<SampleRun> RunModuleAsync(string module, Dictionary<string, string> environment, Dictionary<string, string> inputs, params string[] arguments)
    {
        var run = new SampleRun();
        foreach (var (path, text) in inputs)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(run.In, path))!);
            await File.WriteAllTextAsync(Path.Combine(run.In, path), text);
        }

        run.Outcome = await s_runtime.RunAsync(
            new RunRequest
            {
                AppPath = RepositoryRoot.File("samples", module),
                Arguments = arguments,
                Environment = new Dictionary<string, string>(environment) { ["ECT_IN"] = "/in", ["ECT_OUT"] = "/out" },
                InputFolder = run.In,
                OutputFolder = run.Out,
                Seed = new byte[RunRequest.SeedLength],
            },
            TestContext.Current.CancellationToken);
        return run;
    }

    public string Text(string name) => File.ReadAllText(Path.Combine(Out, name));

    public void Dispose() => Directory.Delete(_root, recursive: true);
}
