using Ect.Protocol.Apps;
using Ect.Protocol.Machines;
using Ect.Protocol.Tasks;
using Ect.Worker.Runtimes.Comparing;

namespace Ect.Worker.Runtimes;

/// <summary>
/// Runs whatever is registered as an application: reads its manifest if it has one, hands it to the runtime that it needs,
/// and brings the result into the form that workers agree on.
/// </summary>
internal sealed class AppLauncher(IReadOnlyDictionary<AppRuntime, IRuntime> runtimes, IAppContent content, TimeProvider time) : IRuntime
{
    private readonly ResultCanon canon = new(runtimes[AppRuntime.Wasm], content, time);

    /// <summary>A launcher for what a worker has. A further runtime is one more kind, one more line here.</summary>
    public static AppLauncher Of(IRuntime wasm, IRuntime? containers, IAppContent content, TimeProvider time)
    {
        var runtimes = new Dictionary<AppRuntime, IRuntime> { [AppRuntime.Wasm] = wasm };
        if (containers is not null)
        {
            runtimes[AppRuntime.Oci] = containers;
        }

        return new AppLauncher(runtimes, content, time);
    }

    /// <inheritdoc/>
    public async Task<RunOutcome> RunAsync(RunRequest request, CancellationToken cancellationToken = default)
    {
        var head = await HeadAsync(request.AppPath, cancellationToken);
        if (!AppFile.IsManifest(head))
        {
            return await runtimes[AppRuntime.Wasm].RunAsync(request, cancellationToken);
        }

        AppManifest manifest;
        try
        {
            manifest = await ReadAsync(request.AppPath, cancellationToken);
        }
        catch (FormatException e)
        {
            return new RunOutcome.AppFailed(AppFailure.Malformed, e.Message);
        }

        if (NotBought(MachineNeeds.Of(manifest), request.Needs) is { } notBought)
        {
            return new RunOutcome.AppFailed(AppFailure.Malformed, notBought);
        }

        if (!runtimes.TryGetValue(manifest.Runtime, out var runtime))
        {
            return new RunOutcome.Declined($"The application needs the runtime {manifest.Runtime.Name()}; this worker has {string.Join(", ", runtimes.Keys.Order().Select(kind => kind.Name()))}.");
        }

        var outcome = await RunAsync(runtime, manifest, request with { App = manifest }, cancellationToken);
        return await canon.ApplyAsync(manifest.Compare, outcome, request, cancellationToken);
    }

    // Every worker finds the same, so that it is a result: the scheduler was not told whom it may ask. WebAssembly every worker has.
    private static string? NotBought(MachineNeeds wanted, MachineNeeds bought) =>
        wanted.Network && !bought.Network ? "The application asks for a network, which its deal did not buy: buy it with `ect run --allow-network` (needs.network in the params), or set \"network\" to false in its manifest."
        : wanted.Runtime != AppRuntime.Wasm && bought.Runtime != wanted.Runtime ? NotBought($"the runtime {wanted.Runtime.Name()}", wanted)
        : wanted.MemoryBytes > bought.MemoryBytes ? NotBought("more memory", wanted)
        : !bought.Hosts.HasFlag(wanted.Hosts) ? NotBought($"machines of one class ({wanted.Hosts})", wanted)
        : null;

    private static string NotBought(string what, MachineNeeds wanted)
    {
        var needs = new TaskParams { Needs = wanted with { Requirements = "", Rank = "" } }.ToCanonicalJson()[1..^1];
        return $"The application asks for {what}, which its deal did not buy: buy it with `ect run`, which reads the manifest, or write {needs} into the params.";
    }

    private async Task<RunOutcome> RunAsync(IRuntime runtime, AppManifest manifest, RunRequest request, CancellationToken cancellationToken)
    {
        if (manifest is not AppManifest.Wasm wasm)
        {
            return await runtime.RunAsync(request, cancellationToken);
        }

        using var module = await content.GetFileAsync("The application's module", wasm.Module, request.Limits.AppBytes, cancellationToken);
        return await runtime.RunAsync(request with { AppPath = module.Path }, cancellationToken);
    }

    private static async Task<byte[]> HeadAsync(string path, CancellationToken cancellationToken)
    {
        await using var file = File.OpenRead(path);
        var head = new byte[AppFile.HeadLength];
        return head[..await file.ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false, cancellationToken)];
    }

    private static async Task<AppManifest> ReadAsync(string path, CancellationToken cancellationToken)
    {
        var length = new FileInfo(path).Length;
        return length <= AppManifest.MaxBytes
            ? AppManifest.Parse(await File.ReadAllBytesAsync(path, cancellationToken))
            : throw new FormatException($"The app manifest has {length} bytes; at most {AppManifest.MaxBytes} are allowed.");
    }
}
