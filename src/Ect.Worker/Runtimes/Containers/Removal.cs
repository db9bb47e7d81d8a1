using System.Net;
using Docker.DotNet;
using Docker.DotNet.Models;

namespace Ect.Worker.Runtimes.Containers;

/// <summary>Removes what may be gone already.</summary>
internal static class Removal
{
    /// <summary>Kills whatever runs in a container and removes it with its anonymous volumes.</summary>
    public static Task OfContainerAsync(DockerClient client, string id, CancellationToken cancellationToken) =>
        ToleratingAsync(client.Containers.RemoveContainerAsync(id, new ContainerRemoveParameters { Force = true, RemoveVolumes = true }, cancellationToken));

    public static Task OfVolumeAsync(DockerClient client, string name, CancellationToken cancellationToken) =>
        ToleratingAsync(client.Volumes.RemoveAsync(name, force: true, cancellationToken));

    // Conflict: somebody is removing it at this moment.
    private static async Task ToleratingAsync(Task removing)
    {
        try
        {
            await removing;
        }
        catch (DockerApiException e) when (e.StatusCode is HttpStatusCode.NotFound)
        {
        }
        catch (DockerApiException e) when (e.StatusCode is HttpStatusCode.Conflict && e.Message.Contains("already in progress", StringComparison.Ordinal))
        {
        }
    }
}
