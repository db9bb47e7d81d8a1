namespace Ect.Worker.Runtimes.Containers.Images;

/// <summary>A file inside of an archive.</summary>
/// <param name="Offset">Of its first byte in the archive.</param>
/// <param name="Length">In bytes.</param>
internal sealed record ImagePart(long Offset, long Length);
