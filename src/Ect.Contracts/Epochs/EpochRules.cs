namespace Ect.Contracts;

/// <summary>The hub's limits of a settlement, and ours.</summary>
public static class EpochRules
{
    /// <summary>Most workers that sign one settlement.</summary>
    public const int MaxSigners = 255;

    /// <summary>Most deals of one settlement.</summary>
    public const int MaxDeals = 255;

    /// <summary>Highest word of a deal's bitmap that a page can name.</summary>
    public const uint MaxWord = (1u << 24) - 1;

    /// <summary>Longest pages that are read, in bytes: nodes take no transactions of more than 128 KiB.</summary>
    public const int MaxPagesLength = 120 * 1024;

    /// <summary>Most siblings of a proof that is read: a tree of 2^32 leaves.</summary>
    public const int MaxProofLength = 32;
}
