namespace Ect.Content;

/// <summary>How the bytes behind a content id are read. The values are the multicodec numbers.</summary>
public enum CidCodec
{
    /// <summary>Plain bytes: a file of one chunk, or one chunk of a longer file.</summary>
    Raw = 0x55,

    /// <summary>A node of a tree: a folder, or the list of a file's chunks.</summary>
    DagPb = 0x70,
}
