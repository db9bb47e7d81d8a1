namespace Ect.Worker.Runtimes.Checkpoints;

/// <summary>A run between two processes of its application: everything on which its result depends.</summary>
internal sealed record Snapshot
{
    /// <summary>Fuel that is left.</summary>
    public required ulong FuelLeft { get; init; }

    /// <summary>The application's own clock, in nanoseconds since the start of the run.</summary>
    public required ulong Clock { get; init; }

    /// <summary>Random bytes drawn so far.</summary>
    public required ulong Random { get; init; }

    /// <summary>The last number that a file or folder got.</summary>
    public required ulong LastInode { get; init; }

    /// <summary>Standard output so far.</summary>
    public required byte[] Output { get; init; }

    /// <summary>Standard error so far.</summary>
    public required byte[] Error { get; init; }

    /// <summary>The application's state.</summary>
    public required SnapshotNode.File State { get; init; }

    /// <summary>What is in <c>/out</c>, sorted by name.</summary>
    public required IReadOnlyList<SnapshotNode> Tree { get; init; }
}
