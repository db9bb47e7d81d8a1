using Docker.DotNet.Models;

namespace Ect.Worker.Runtimes.Containers.Images;

/// <summary>Listens to what an engine says while it loads an image.</summary>
internal sealed class LoadWatch : IProgress<JSONMessage>
{
    /// <summary>What went wrong, or null.</summary>
    public string? Error { get; private set; }

    public void Report(JSONMessage value) => Error ??= value.ErrorMessage ?? value.Error?.Message;
}
