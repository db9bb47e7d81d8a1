using Ect.Ethereum;

namespace Ect.Contracts;

/// <summary>The results of one settlement, as its transaction published them.</summary>
/// <param name="Scheduler">Whose epoch.</param>
/// <param name="Epoch">The epoch's number.</param>
/// <param name="Deals">The deals' ids, in the settlement's order.</param>
/// <param name="Pages">The pages.</param>
/// <param name="Signers">Who signed, in the pages' order.</param>
public sealed record SettledPages(Address Scheduler, ulong Epoch, IReadOnlyList<Bytes32> Deals, IReadOnlyList<Page> Pages, IReadOnlyList<Address> Signers)
{
    private readonly Lazy<MerkleTree> _tree = new(() => new(Pages.Select(page => page.Leaf(Deals[page.Deal], CrewHash.Of(Signers)))));

    /// <summary>The root that the hub keeps: over the pages' leaves in their order.</summary>
    public Bytes32 Root => _tree.Value.Root;

    /// <summary>The page that settles a task, and its place; null if none does.</summary>
    /// <param name="dealId">The task's deal.</param>
    /// <param name="offset">The task's index less the deal's first.</param>
    public (Page Page, int Position)? Find(Bytes32 dealId, uint offset)
    {
        for (var i = 0; i < Pages.Count; i++)
        {
            if (Deals[Pages[i].Deal] == dealId && Pages[i].Find(offset) is not null)
            {
                return (Pages[i], i);
            }
        }

        return null;
    }

    /// <summary>What proves a task's result to the hub; null if this settlement has none.</summary>
    public SettledTask? ProofOf(Bytes32 dealId, uint offset) =>
        Find(dealId, offset) is { } found ? new(Epoch, CrewHash.Of(Signers), PageCodec.Encode(found.Page), Proof(found.Position)) : null;

    /// <summary>Who agreed on a task.</summary>
    public IEnumerable<Address> AgreeingOn(Page page, uint offset) => page.AgreeingOn(offset).Select(position => Signers[position]);

    /// <summary>The siblings that lead from a page's leaf to <see cref="Root"/>.</summary>
    public IReadOnlyList<Bytes32> Proof(int position) => _tree.Value.Proof(position);
}
