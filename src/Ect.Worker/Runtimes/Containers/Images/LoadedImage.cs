namespace Ect.Worker.Runtimes.Containers.Images;

/// <summary>An image that is in the engine, kept there until it is disposed.</summary>
/// <param name="Id">As the engine names it.</param>
/// <param name="Environment">Variables that it brings, <c>NAME=VALUE</c>.</param>
/// <param name="Volumes">Folders that it declares as volumes.</param>
/// <param name="HasCommand">Whether it names a program to start.</param>
/// <param name="Release">Lets it be removed.</param>
internal sealed record LoadedImage(string Id, IReadOnlyList<string> Environment, IReadOnlyList<string> Volumes, bool HasCommand, Action Release) : IDisposable
{
    public void Dispose() => Release();
}
