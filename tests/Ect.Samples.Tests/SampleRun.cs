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
    public static async Task<SampleRun> RunAsync(string sample, string index, string? dataset, params string[] arguments)
    {
        var run = new SampleRun();
        if (dataset is not null)
        {
            await File.WriteAllTextAsync(Path.Combine(run.In, "dataset"), dataset);
        }

        run.Outcome = await s_runtime.RunAsync(
            new RunRequest
            {
                AppPath = RepositoryRoot.File("samples", sample, $"{sample}.wasm"),
                Arguments = arguments,
                Environment = new Dictionary<string, string>
                {
                    ["ECT_TASK_INDEX"] = index,
                    ["ECT_IN"] = "/in",
                    ["ECT_OUT"] = "/out",
                    ["ECT_DATASET"] = "/in/dataset",
                },
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
