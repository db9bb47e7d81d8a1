using System.Net;
using System.Runtime.ExceptionServices;
using Docker.DotNet;
using Docker.DotNet.Models;
using Ect.Protocol.Apps;
using Ect.Worker.Runtimes.Wasi;
using Microsoft.Extensions.Logging;

namespace Ect.Worker.Runtimes.Containers;

/// <summary>One run of one image, from its volume to its outcome. Leaves nothing in the engine, whatever happens.</summary>
internal sealed class ContainerRun(DockerClient client, AppManifest.Oci app, RunRequest request, IDictionary<string, string> labels, ProcessorMeter meter, TimeProvider time, ILogger logger) : IDisposable
{
    private const int KilledExitCode = 137;

    private static readonly TimeSpan s_cleaning = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan s_drain = TimeSpan.FromSeconds(30);

    // An engine that hangs must not hold a slot for ever: what takes longer is the engine's failure.
    private static readonly TimeSpan s_making = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan s_concluding = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan s_lateWord = TimeSpan.FromMilliseconds(200);

    private readonly StreamCapture streams = new(request.Limits.StreamBytes, request.Tap);
    private readonly string volume = $"ect-{Guid.NewGuid():N}";
    private readonly List<string> containers = [];
    private Func<CreateContainerParameters> probe = static () => new();
    private string container = "";
    private bool tooManyProcesses;

    /// <param name="holderImage">Of the container that keeps the output mounted.</param>
    /// <param name="spec">What to ask the engine for, given the output volume.</param>
    /// <param name="cancellationToken">Kills the application.</param>
    public async Task<RunOutcome> ExecuteAsync(string holderImage, Func<string, CreateContainerParameters> spec, CancellationToken cancellationToken)
    {
        try
        {
            // Making things is not cancelled: an engine goes on with a request whose asker is gone, after all is cleaned up.
            await client.Volumes.CreateAsync(ContainerSpec.Output(volume, request.Limits, labels), CancellationToken.None).WaitAsync(s_making, time, CancellationToken.None);
            var holder = await CreateAsync($"{volume}-holder", ContainerSpec.Holder(holderImage, volume, labels));
            await client.Containers.StartContainerAsync(holder, new ContainerStartParameters(), CancellationToken.None).WaitAsync(s_making, time, CancellationToken.None);
            var wanted = spec(volume);
            probe = () => ContainerSpec.Probe(wanted, holderImage);
            if (await MakeAsync(wanted) is { } refused)
            {
                return refused;
            }

            await request.Gate.WhenOpenAsync(cancellationToken); // its image may have taken a while to come
            cancellationToken.ThrowIfCancellationRequested();
            var watch = new UsageWatch(client, container, app.Pids + ContainerSpec.InitProcesses, meter, time);
            var clock = new ActiveClock(request.Gate, time);
            var stopped = await RunAsync(watch, clock, wanted.HostConfig.NanoCPUs, cancellationToken);
            var wall = clock.Elapsed;
            return await ConcludeAsync(stopped, holder, watch, wall, cancellationToken).WaitAsync(s_concluding, time, cancellationToken);
        }
        finally
        {
            await CleanAsync();
        }
    }

    public void Dispose() => streams.Dispose();

    private async Task<string> CreateAsync(string name, CreateContainerParameters parameters)
    {
        // Noted first: a request that broke off may have been carried out.
        containers.Add(name);
        parameters.Name = name;
        return (await client.Containers.CreateContainerAsync(parameters, CancellationToken.None).WaitAsync(s_making, time, CancellationToken.None)).ID;
    }

    private async Task<RunOutcome.AppFailed?> MakeAsync(CreateContainerParameters wanted)
    {
        try
        {
            container = await CreateAsync($"{volume}-app", wanted);
            return null;
        }
        catch (DockerApiException e)
        {
            return await RefusedAsync(e);
        }
    }

    /// <summary>Finds out whose fault it is that the engine refuses the container. Its words are no help: they may come from the image.</summary>
    private async Task<RunOutcome.AppFailed> RefusedAsync(DockerApiException refusal)
    {
        try
        {
            var ours = await CreateAsync($"{volume}-probe", probe());
            await client.Containers.StartContainerAsync(ours, new ContainerStartParameters(), CancellationToken.None).WaitAsync(s_making, time, CancellationToken.None);
        }
        catch (DockerApiException)
        {
            ExceptionDispatchInfo.Throw(refusal);
        }

        return ContainerFailures.NotStarted(refusal.Message);
    }

    /// <returns>What stopped the application from outside, or null when it ended by itself.</returns>
    private async Task<RunOutcome.AppFailed?> RunAsync(UsageWatch watch, ActiveClock active, long nanoCpus, CancellationToken cancellationToken)
    {
        using var output = await client.Containers.AttachContainerAsync(container, false, new ContainerAttachParameters { Stream = true, Stdout = true, Stderr = true }, cancellationToken).WaitAsync(s_making, time, cancellationToken);
        if (await StartAsync() is { } failure)
        {
            return failure;
        }

        using var clock = new CancellationTokenSource();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(clock.Token, cancellationToken);
        using var over = new CancellationTokenSource();
        var reading = streams.ReadAsync(output, stop.Cancel, over.Token);
        var watching = watch.RunAsync(() => Stop(ref tooManyProcesses, stop), over.Token);
        var freezer = new Freezer(client, container, request.Gate, time, logger);
        var pacing = freezer.RunAsync(active, request.Limits.WallTime, nanoCpus, clock.Cancel, stop.Token);
        bool isWhole;
        try
        {
            await EndedAsync();

            // All processes are dead, so the streams end; an engine that keeps them open is not waited for.
            await Task.WhenAny(reading, Task.Delay(s_drain, time, CancellationToken.None));
            isWhole = reading.IsCompletedSuccessfully;
        }
        finally
        {
            await over.CancelAsync();
            await Task.WhenAny(watching, Task.Delay(s_drain, time, CancellationToken.None));
        }

        return streams.Overflowed ? ContainerFailures.Streams(request.Limits)
            : tooManyProcesses ? ContainerFailures.Processes(app)
            : clock.IsCancellationRequested ? ContainerFailures.Time(request.Limits)
            : isWhole ? null
            : throw new IOException("the container's standard streams broke off", reading.Exception);

        async Task EndedAsync()
        {
            try
            {
                var ending = client.Containers.WaitContainerAsync(container, stop.Token).WaitAsync(stop.Token);
                if (await Task.WhenAny(ending, pacing) == pacing)
                {
                    await pacing;
                }

                await ending;
                await stop.CancelAsync();
                await pacing;
            }
            catch (OperationCanceledException)
            {
                // What is frozen does not die.
                await pacing;
                await KillAsync();
                cancellationToken.ThrowIfCancellationRequested();
            }
        }
    }

    private static void Stop(ref bool reason, CancellationTokenSource stop)
    {
        reason = true;
        stop.Cancel();
    }

    private async Task<RunOutcome.AppFailed?> StartAsync()
    {
        try
        {
            await client.Containers.StartContainerAsync(container, new ContainerStartParameters(), CancellationToken.None).WaitAsync(s_making, time, CancellationToken.None);
            return null;
        }
        catch (DockerApiException e) when (IsAppsFault(e.Message))
        {
            return ContainerFailures.Malformed("The image's program cannot be started: it is missing, not executable, or its folder is.");
        }
        catch (DockerApiException e)
        {
            return await RefusedAsync(e);
        }
    }

    private static bool IsAppsFault(string message) =>
        !message.Contains("docker-init", StringComparison.Ordinal)
        && (message.Contains("executable file not found", StringComparison.Ordinal)
            || message.Contains("exec format error", StringComparison.Ordinal)
            || message.Contains("exec: ", StringComparison.Ordinal)
            || message.Contains("chdir to cwd", StringComparison.Ordinal));

    private async Task KillAsync()
    {
        try
        {
            await client.Containers.KillContainerAsync(container, new ContainerKillParameters { Signal = "SIGKILL" }, CancellationToken.None).WaitAsync(s_making, time, CancellationToken.None);
        }
        catch (DockerApiException e) when (e.StatusCode is HttpStatusCode.Conflict or HttpStatusCode.NotFound)
        {
            // It ended by itself meanwhile.
        }
    }

    private async Task<RunOutcome> ConcludeAsync(RunOutcome.AppFailed? stopped, string holder, UsageWatch watch, TimeSpan wall, CancellationToken cancellationToken)
    {
        var copy = new OutputCopy(request.OutputFolder, request.Limits);
        var outcome = stopped ?? await EndAsync(holder, copy, cancellationToken);
        if (outcome is RunOutcome.AppFailed)
        {
            Empty(request.OutputFolder);
        }

        // What was printed until a kill differs from machine to machine: only what ended by itself keeps it.
        var keepsStreams = outcome is RunOutcome.Completed or RunOutcome.AppFailed { Kind: AppFailure.NonZeroExit or AppFailure.Trap };
        WriteStream(OutputTree.StandardOutput, keepsStreams ? streams.Output : []);
        WriteStream(OutputTree.StandardError, keepsStreams ? streams.Error : []);
        var usage = new RunUsage(0, wall, watch.PeakMemoryBytes, copy.Bytes, copy.Files) { CpuTime = watch.CpuTime, InputBytes = FolderSize.Of(request.InputFolder) };
        ContainerLog.Ended(logger, container[..12], usage.CpuTime.TotalSeconds, usage.PeakMemoryBytes >> 20, usage.InputBytes, usage.OutputBytes, outcome is RunOutcome.AppFailed failed ? failed.Kind.ToString() : "completed");
        return outcome with { Usage = usage };
    }

    private async Task<RunOutcome> EndAsync(string holder, OutputCopy copy, CancellationToken cancellationToken)
    {
        var state = await StateAsync(cancellationToken);
        if (state.OOMKilled)
        {
            return ContainerFailures.Memory(app);
        }

        var exit = ContainerFailures.Exit((int)state.ExitCode);
        var archive = await client.Containers.GetArchiveFromContainerAsync(holder, new GetArchiveFromContainerParameters { Path = ContainerSpec.OutputPath }, false, cancellationToken);
        RunOutcome.AppFailed? output;
        await using (var stream = new EngineStream(archive.Stream))
        {
            output = await copy.ReadAsync(stream, cancellationToken);
        }

        // A full /out is why it failed, more than how it took it.
        return output is { Kind: AppFailure.OutputLimit or AppFailure.TooManyFiles } ? output
            : exit ?? output ?? (RunOutcome)new RunOutcome.Completed();
    }

    // The exit code of a container whose memory ran out may be anything, 0 too. Word of it can come after the end.
    private async Task<ContainerState> StateAsync(CancellationToken cancellationToken)
    {
        var state = (await client.Containers.InspectContainerAsync(container, cancellationToken)).State;
        if (state is { OOMKilled: false, ExitCode: KilledExitCode })
        {
            await Task.Delay(s_lateWord, time, cancellationToken);
            state = (await client.Containers.InspectContainerAsync(container, cancellationToken)).State;
        }

        return state;
    }

    private static void Empty(string folder)
    {
        foreach (var entry in new DirectoryInfo(folder).EnumerateFileSystemInfos())
        {
            if (entry is DirectoryInfo inner)
            {
                inner.Delete(recursive: true);
            }
            else
            {
                entry.Delete();
            }
        }
    }

    private void WriteStream(string name, ReadOnlySpan<byte> bytes)
    {
        using var file = File.Create(Path.Combine(request.OutputFolder, name));
        file.Write(bytes);
    }

    private async Task CleanAsync()
    {
        using var patience = new CancellationTokenSource(s_cleaning, time);
        try
        {
            // The application first: its volume can go when nothing holds it any more.
            foreach (var name in containers.AsEnumerable().Reverse())
            {
                await Removal.OfContainerAsync(client, name, patience.Token);
            }

            await Removal.OfVolumeAsync(client, volume, patience.Token);
        }
        catch (Exception e)
        {
            ContainerLog.NotRemoved(logger, volume, e.Message);
        }
    }
}
