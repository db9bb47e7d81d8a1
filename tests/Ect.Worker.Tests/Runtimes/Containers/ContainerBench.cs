using Docker.DotNet;
using Docker.DotNet.Models;
using Ect.Protocol.Apps;
using Ect.Testing;
using Ect.Worker.Runtimes;
using Ect.Worker.Runtimes.Containers;
using Microsoft.Extensions.Logging.Abstractions;

namespace Ect.Worker.Tests.Runtimes.Containers;

/// <summary>A container runtime on a real engine with the BusyBox image, shared by the tests of a class.</summary>
public sealed class ContainerBench : IAsyncLifetime
{
    private readonly TemporaryFolder folder = new();
    private readonly SemaphoreSlim gate = new(1, 1);
    private ContainerRuntime? runtime;
    private DockerClient? client;

    internal FolderContent Content { get; private set; } = null!;

    internal ImageSource Image { get; private set; } = null!;

    internal string DataFolder => folder["data"];

    internal string WorkerId => ContainerLabels.WorkerId(DataFolder);

    internal DockerClient Client => client!;

    /// <summary>The runtime, started by the first test.</summary>
    internal async Task<ContainerRuntime> RuntimeAsync()
    {
        await gate.WaitAsync();
        try
        {
            if (runtime is null)
            {
                var address = await ContainerEngine.AddressAsync();
                client = new DockerClientConfiguration(address).CreateClient();
                Content = new FolderContent(Directory.CreateDirectory(folder["content"]).FullName);
                var (archive, digest) = BusyBoxImage.Save(BusyBoxImage.Layer());
                Image = new ImageSource { Archive = Content.Add(archive), Digest = digest };
                runtime = await StartAsync(new ContainerOptions { Engine = address });
            }

            return runtime;
        }
        finally
        {
            gate.Release();
        }
    }

    /// <summary>Another runtime in the same data folder, as after a restart.</summary>
    internal async Task<ContainerRuntime> StartAsync(ContainerOptions options) =>
        await ContainerRuntime.StartAsync(options, Content, Directory.CreateDirectory(DataFolder).FullName, TimeProvider.System, NullLogger.Instance, TestContext.Current.CancellationToken)
        ?? throw new InvalidOperationException("The engine is not good enough.");

    /// <summary>Containers and volumes of this worker that are in the engine.</summary>
    internal async Task<IReadOnlyList<string>> InEngineAsync()
    {
        var mine = new Dictionary<string, IDictionary<string, bool>> { ["label"] = new Dictionary<string, bool> { [$"ect.worker={WorkerId}"] = true } };
        var containers = await Client.Containers.ListContainersAsync(new ContainersListParameters { All = true, Filters = mine }, TestContext.Current.CancellationToken);
        var volumes = await Client.Volumes.ListAsync(new VolumesListParameters { Filters = mine }, TestContext.Current.CancellationToken);
        return [.. containers.Select(c => c.ID), .. (volumes.Volumes ?? []).Select(v => v.Name)];
    }

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        if (client is not null)
        {
            foreach (var image in await client.Images.ListImagesAsync(new ImagesListParameters(), CancellationToken.None))
            {
                foreach (var tag in (image.RepoTags ?? []).Where(tag => tag.Contains(WorkerId, StringComparison.Ordinal)))
                {
                    await client.Images.DeleteImageAsync(tag, new ImageDeleteParameters { Force = true }, CancellationToken.None);
                }
            }
        }

        runtime?.Dispose();
        client?.Dispose();
        gate.Dispose();
        folder.Dispose();
    }
}
