namespace Ect.Content.UnixFs;

/// <summary>What a block must be as a part of a file.</summary>
/// <param name="Size">Bytes of file under it.</param>
/// <param name="Height">Levels of nodes above its chunks; 0 for a chunk itself.</param>
/// <param name="Layout">How the file is cut.</param>
internal readonly record struct FilePart(long Size, int Height, FileLayout Layout);
