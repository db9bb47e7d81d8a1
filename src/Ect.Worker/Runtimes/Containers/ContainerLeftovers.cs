using Docker.DotNet;
using Docker.DotNet.Models;
using Microsoft.Extensions.Logging;

namespace Ect.Worker.Runtimes.Containers;

/// <summary>Removes the containers and volumes that an earlier process of this worker left.</summary>
internal static partial class ContainerLeftovers
{
    public static async Task RemoveAsync(DockerClient client, string workerId, ILogger logger, CancellationToken cancellationToken)
    {
        var mine = new Dictionary<string, IDictionary<string, bool>>
        {
            ["label"] = new Dictionary<string, bool> { [$"{ContainerLabels.Worker}={workerId}"] = true },
        };
        var containers = await client.Containers.ListContainersAsync(new ContainersListParameters { All = true, Filters = mine }, cancellationToken);
        foreach (var container in containers)
        {
            await Removal.OfContainerAsync(client, container.ID, cancellationToken);
        }

        var volumes = (await client.Volumes.ListAsync(new VolumesListParameters { Filters = mine }, cancellationToken)).Volumes ?? [];
        foreach (var volume in volumes)
        {
            await Removal.OfVolumeAsync(client, volume.Name, cancellationToken);
        }

        if (containers.Count + volumes.Count > 0)
        {
            LogRemoved(logger, containers.Count, volumes.Count);
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Containers: removed {Containers} containers and {Volumes} volumes that an earlier process left")]
    private static partial void LogRemoved(ILogger logger, int containers, int volumes);
}
