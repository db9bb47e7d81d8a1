using Docker.DotNet;
using Docker.DotNet.Models;
using Ect.Protocol.Apps;
using Ect.Protocol.Machines;
using Ect.Worker.Runtimes.Containers.Images;
using Microsoft.Extensions.Logging;

namespace Ect.Worker.Runtimes.Containers;

/// <summary>
/// Runs container images through the Docker Engine API, of Docker or Podman, with every limit on. Unlike WebAssembly a
/// container sees the machine's clock, processor and random numbers: whether it gives the same bytes everywhere is up to it.
/// </summary>
internal sealed class ContainerRuntime : IRuntime, IDisposable
{
    private readonly EngineConnection engine;
    private readonly ContainerOptions options;
    private readonly ImageStore images;
    private readonly string workerId;
    private readonly string holderImage;
    private readonly TimeProvider time;
    private readonly ILogger logger;
    private readonly ProcessorMeter meter = new();

    private ContainerRuntime(EngineConnection engine, ContainerOptions options, ImageStore images, string workerId, string holderImage, TimeProvider time, ILogger logger) =>
        (this.engine, this.options, this.images, this.workerId, this.holderImage, this.time, this.logger) = (engine, options, images, workerId, holderImage, time, logger);

    /// <summary>Starts the runtime and removes what an earlier process left in the engine.</summary>
    /// <param name="options">What is lent.</param>
    /// <param name="content">Gives image archives.</param>
    /// <param name="dataFolder">The worker's; images are noted in it.</param>
    /// <param name="time">The clock of <see cref="RunLimits.WallTime"/>.</param>
    /// <param name="logger">Told once when there is no engine.</param>
    /// <param name="cancellationToken">Stops the search.</param>
    /// <returns>Null if no engine serves.</returns>
    public static async Task<ContainerRuntime?> StartAsync(ContainerOptions options, IAppContent content, string dataFolder, TimeProvider time, ILogger logger, CancellationToken cancellationToken)
    {
        options.Validate();
        if (await EngineConnection.ConnectAsync(options.Engine, time, logger, cancellationToken) is not { } engine)
        {
            return null;
        }

        try
        {
            var workerId = ContainerLabels.WorkerId(dataFolder);
            await ContainerLeftovers.RemoveAsync(engine.Client, workerId, logger, cancellationToken);
            var holder = await LoadHolderAsync(engine, cancellationToken);
            var images = new ImageStore(engine, options, content, Path.Combine(dataFolder, "containers"), workerId, time, logger);
            return new ContainerRuntime(engine, options, images, workerId, holder, time, logger);
        }
        catch (Exception e) when (e is DockerApiException or HttpRequestException or IOException)
        {
            engine.Dispose();
            ContainerLog.Unready(logger, e.Message);
            return null;
        }
    }

    /// <summary>Processor time that its containers have used so far, up to a second behind.</summary>
    public TimeSpan CpuTime => meter.Total;

    /// <summary>What the worker says of it. Images bring their libraries; of the engine their results see the kernel alone.</summary>
    public RuntimeOffer Offer => new(AppRuntime.Oci, $"linux {engine.Info.KernelVersion} {engine.Info.Architecture}")
    {
        MemoryBytes = MostMemory,
        Network = options.AllowNetwork,
    };

    private long MostMemory => options.MaxMemoryBytes ?? engine.Info.MemTotal;

    /// <inheritdoc/>
    public async Task<RunOutcome> RunAsync(RunRequest request, CancellationToken cancellationToken = default)
    {
        request.Limits.Validate();
        var app = request.App as AppManifest.Oci ?? throw new ArgumentException("A container needs the manifest of one.", nameof(request));
        try
        {
            if (Refusal(app, request) is { } refusal)
            {
                return refusal;
            }

            if (Directory.EnumerateFileSystemEntries(request.OutputFolder).Any())
            {
                return new RunOutcome.WorkerFailed($"The output folder '{request.OutputFolder}' is not empty.");
            }

            using var image = await images.GetAsync(app.Image, cancellationToken);
            if (app.Entrypoint.Count == 0 && !image.HasCommand)
            {
                return ContainerFailures.Malformed("The image names no program to start and the manifest has no entrypoint.");
            }

            if (ContainerSpec.VolumeFault(image.Volumes) is { } fault)
            {
                return ContainerFailures.Malformed(fault);
            }

            InputAccess.Open(request.InputFolder);
            var network = app.Network && request.Needs.Network && options.AllowNetwork;
            using var run = new ContainerRun(engine.Client, app, request, ContainerLabels.Of(workerId), meter, time, logger);
            return await run.ExecuteAsync(
                holderImage,
                output => ContainerSpec.App(image, output, app, request, options, network, ContainerLabels.Of(workerId)),
                cancellationToken);
        }
        catch (ImageRefusedException e)
        {
            return ContainerFailures.Malformed(e.Message);
        }
        catch (ImageDeclinedException e)
        {
            return new RunOutcome.Declined(e.Message);
        }
        catch (Exception e) when (e is DockerApiException or IOException or UnauthorizedAccessException or HttpRequestException or TimeoutException)
        {
            // Whatever failed, nobody wants the run any more.
            cancellationToken.ThrowIfCancellationRequested();
            return new RunOutcome.WorkerFailed($"This worker's container engine or disk failed: {e.Message}");
        }
    }

    public void Dispose()
    {
        images.Dispose();
        engine.Dispose();
    }

    private RunOutcome.Declined? Refusal(AppManifest.Oci app, RunRequest request)
    {
        if (app.MemoryBytes > MostMemory)
        {
            return new RunOutcome.Declined($"The application asks for {app.MemoryBytes:N0} bytes of memory; this worker lends {MostMemory:N0}.");
        }

        return app.Network && !options.AllowNetwork
            ? new RunOutcome.Declined("The application asks for a network; this worker's owner allows none: `ect worker start --allow-network`.")
            : null;
    }

    private static async Task<string> LoadHolderAsync(EngineConnection engine, CancellationToken cancellationToken)
    {
        var architecture = engine.Info.Architecture;
        var layer = PauseImage.Layer(architecture) ?? throw new IOException($"there is no helper program for the processor {architecture}");
        if (await FindHolderAsync(engine, layer, cancellationToken) is { } there)
        {
            return there;
        }

        await engine.Client.Images.LoadImageAsync(new ImageLoadParameters { Quiet = true }, new MemoryStream(PauseImage.Archive(architecture, layer)), new LoadWatch(), cancellationToken);
        return await FindHolderAsync(engine, layer, cancellationToken) ?? throw new IOException("it does not load the helper image");
    }

    private static async Task<string?> FindHolderAsync(EngineConnection engine, byte[] layer, CancellationToken cancellationToken)
    {
        try
        {
            var found = await engine.Client.Images.InspectImageAsync(PauseImage.Tag, cancellationToken);
            return found.RootFS.Layers.SequenceEqual([PauseImage.DiffId(layer)]) ? found.ID : null;
        }
        catch (DockerImageNotFoundException)
        {
            return null;
        }
    }
}
