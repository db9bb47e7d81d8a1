using Ect.Contracts;
using Ect.Ethereum;

namespace Ect.Protocol.Epochs;

/// <summary>How many bytes a settlement has, task by task, as <see cref="PageBuilder"/> makes its pages.</summary>
internal sealed class SettlementLength
{
    private readonly HashSet<PageKey> _pages = [];
    private readonly HashSet<(PageKey Page, Address Signer)> _lanes = [];
    private readonly HashSet<Address> _signers = [];
    private readonly HashSet<Bytes32> _deals = [];

    /// <summary>Pages, signatures and the deals' terms.</summary>
    public int Bytes { get; private set; }

    /// <summary>What a task more would add.</summary>
    public int Of(AgreedTask task)
    {
        var page = PageKey.Of(task);
        var bytes = PageCodec.ResultLength(task.Kind)
            + (_pages.Contains(page) ? 0 : PageCodec.EmptyLength)
            + (_deals.Contains(task.Deal) ? 0 : DealCodec.Length);
        foreach (var worker in task.Agreeing)
        {
            bytes += (_lanes.Contains((page, worker)) ? 0 : PageCodec.SignerLength) + (_signers.Contains(worker) ? 0 : CompactSignature.Size);
        }

        return bytes;
    }

    /// <summary>Takes a task.</summary>
    public void Add(AgreedTask task)
    {
        Bytes += Of(task);
        var page = PageKey.Of(task);
        _pages.Add(page);
        _deals.Add(task.Deal);
        _signers.UnionWith(task.Agreeing);
        _lanes.UnionWith(task.Agreeing.Select(worker => (page, worker)));
    }

    private readonly record struct PageKey(Bytes32 Deal, uint Word, PageKind Kind, int Votes, uint Against)
    {
        public static PageKey Of(AgreedTask task) => new(task.Deal, task.Offset >> 8, task.Kind, task.Agreeing.Count, task.Against);
    }
}
