namespace Ect.Content.UnixFs;

/// <summary>What a dag-pb node stands for; the values are those of the UnixFS format.</summary>
internal enum NodeKind
{
    Folder = 1,
    File = 2,
}
