using System.Security.Cryptography;
using Ect.Protocol.Apps;
using Ect.Protocol.Machines;
using Ect.Testing;
using Ect.Worker.Inputs;
using Ect.Worker.Runtimes;
using Ect.Worker.Runtimes.Containers;
using Ect.Worker.Runtimes.Containers.Images;
using Ect.Worker.Runtimes.Wasm;
using Microsoft.Extensions.Logging.Abstractions;

namespace Ect.Samples.Tests;

/// <summary>A sample in a container, built once for the tests of a class and run as a worker would.</summary>
public abstract class ContainerSample(string sample) : IAsyncLifetime
{
    private readonly string folder = Directory.CreateTempSubdirectory("ect-sample-").FullName;
    private readonly WasmRuntime wasm = new();
    private ContainerRuntime? containers;
    private string digest = "";
    private int runs;

    /// <summary>Bytes of the image archive.</summary>
    public long ArchiveBytes => new FileInfo(Archive).Length;

    private string Archive => Path.Combine(folder, "image.tar");

    /// <summary>Runs the sample once.</summary>
    /// <param name="compare">How its result becomes canonical.</param>
    /// <param name="inputs">Files for /in, by their names there.</param>
    /// <param name="arguments">The request's.</param>
    /// <returns>The outcome, every file of the result with its sha-256, and the folder of the result.</returns>
    internal async Task<(RunOutcome Outcome, IReadOnlyDictionary<string, string> Files, string Folder)> RunAsync(Comparison compare, IReadOnlyDictionary<string, string> inputs, params string[] arguments)
    {
        await PrepareAsync();
        var root = Directory.CreateDirectory(Path.Combine(folder, $"run-{runs++}")).FullName;
        var (input, output) = (Directory.CreateDirectory(Path.Combine(root, "in")).FullName, Directory.CreateDirectory(Path.Combine(root, "out")).FullName);
        foreach (var (name, file) in inputs)
        {
            File.Copy(file, Path.Combine(input, name));
        }

        var manifest = new AppManifest.Oci(new ImageSource { Archive = "bafkreigh2akiscaildcqabsyg3dfr6chu3fgpregiymsck7e7aqa4s52zy", Digest = digest }) { Compare = compare };
        var app = Path.Combine(root, "app.json");
        await File.WriteAllTextAsync(app, manifest.ToCanonicalJson(), TestContext.Current.CancellationToken);
        var outcome = await AppLauncher.Of(wasm, containers, new OneFile(Archive), TimeProvider.System).RunAsync(
            new RunRequest
            {
                AppPath = app,
                Arguments = arguments,
                InputFolder = input,
                OutputFolder = output,
                Seed = new byte[RunRequest.SeedLength],
                Needs = MachineNeeds.Of(manifest),
                Limits = new RunLimits { WallTime = TimeSpan.FromMinutes(2) },
            },
            TestContext.Current.CancellationToken);
        return (outcome, Directory.EnumerateFiles(output).ToDictionary(path => Path.GetFileName(path), path => Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(path)))), output);
    }

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        if (containers is not null)
        {
            containers.Dispose();
            await SampleImage.RemoveAsync(digest);
        }

        wasm.Dispose();
        Directory.Delete(folder, recursive: true);
        GC.SuppressFinalize(this);
    }

    private async Task PrepareAsync()
    {
        if (containers is not null)
        {
            return;
        }

        await SampleImage.BuildAsync(sample, Archive, TestContext.Current.CancellationToken);
        digest = ImageFile.Examine(Archive, ContainerOptions.MaxImageBytes);
        containers = await ContainerRuntime.StartAsync(
            new ContainerOptions { Engine = await ContainerEngine.AddressAsync() }, new OneFile(Archive), folder, TimeProvider.System, NullLogger.Instance, TestContext.Current.CancellationToken)
            ?? throw new InvalidOperationException("The engine is not good enough.");
    }

    private sealed class OneFile(string path) : IAppContent
    {
        public Task<CachedContent> GetFileAsync(string what, string cid, long maxBytes, CancellationToken cancellationToken) =>
            Task.FromResult(new CachedContent(path, DiskUse.Of(path), static () => { }));
    }
}
