using Ect.Contracts;
using Ect.Ethereum.Rpc;

namespace Ect.Scheduler.Chain;

/// <summary>What the fetcher found beyond the cursor.</summary>
internal abstract record ChainStep
{
    /// <summary>Nothing new.</summary>
    public sealed record UpToDate : ChainStep;

    /// <summary>New blocks, ascending (at least the last of the range), the hub's logs in them, and what our epochs settled in them.</summary>
    public sealed record Forward(IReadOnlyList<BlockRef> Blocks, IReadOnlyList<Log> Logs, IReadOnlyDictionary<ulong, SettledPages> Settlements) : ChainStep;

    /// <summary>The chain no longer has our blocks above <paramref name="Ancestor"/>, which is -1 if it is another chain altogether.</summary>
    public sealed record Back(long Ancestor, string Reason) : ChainStep;

    /// <summary>The nodes' newest block is below ours: they lag, and catch up, or the chain was set back.</summary>
    public sealed record Behind(ulong Head, ulong Read) : ChainStep;

    private ChainStep()
    {
    }
}
