namespace Ect.Worker.Runtimes.Containers.Images;

/// <summary>An image that this worker put into the engine.</summary>
/// <param name="Tag">The name that it gave it; removing it removes the image unless somebody else has a name for it.</param>
/// <param name="Bytes">Disk that it takes, layers shared with others included.</param>
/// <param name="LastUse">When a task last began with it.</param>
internal sealed record ImageRecord(string Tag, long Bytes, DateTimeOffset LastUse);
