namespace Ect.Content.Storage;

/// <summary>Where and how a <see cref="FileBlockStore"/> keeps its blocks.</summary>
public sealed record FileBlockStoreOptions
{
    /// <summary>The folder; made if it does not exist. Several processes may share it, each with a budget of its own count.</summary>
    public required string Folder { get; init; }

    /// <summary>Bytes of blocks the folder may hold; at least 0. Default: no budget, the disk is the limit.</summary>
    public long MaxBytes { get; init; } = long.MaxValue;

    /// <summary>Flush each block to the disk before it gets its name, so that power loss cannot leave a damaged block. Default true.</summary>
    public bool Flush { get; init; } = true;
}
