namespace Ect.Content;

/// <summary>
/// How much content one operation takes. Sizes are expanded ones: a file or folder that appears in a hundred places counts
/// a hundred times, so a small set of blocks cannot unfold into an endless tree.
/// </summary>
public sealed record ContentLimits
{
    /// <summary>The limits used where none are given.</summary>
    public static ContentLimits Default { get; } = new();

    /// <summary>Bytes of all files together; at least 0. Default 4 GiB.</summary>
    public long MaxBytes { get; init => field = NotNegative(value, nameof(MaxBytes)); } = 4L << 30;

    /// <summary>Files and folders, the root not counted; at least 0. Default 10,000.</summary>
    public int MaxEntries { get; init => field = (int)NotNegative(value, nameof(MaxEntries)); } = 10_000;

    /// <summary>Folders inside one another, the root counted as 0; 0 to 256. Default 32.</summary>
    public int MaxDepth
    {
        get;
        init => field = value is >= 0 and <= 256 ? value : throw new ArgumentOutOfRangeException(nameof(MaxDepth), value, "MaxDepth is between 0 and 256.");
    }
    = 32;

    private static long NotNegative(long value, string name) =>
        value >= 0 ? value : throw new ArgumentOutOfRangeException(name, value, $"{name} cannot be negative.");
}
