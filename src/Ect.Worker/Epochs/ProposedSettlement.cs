using System.Diagnostics.CodeAnalysis;
using Ect.Contracts;
using Ect.Ethereum;
using Ect.Protocol.Epochs;
using Ect.Wire;

namespace Ect.Worker.Epochs;

/// <summary>A settlement that a worker is asked to sign; well-formed, otherwise not believed yet.</summary>
/// <param name="Epoch">The scheduler's epoch.</param>
/// <param name="Anchor">Root of its commitments.</param>
/// <param name="Deals">Deal ids; the pages count on their order.</param>
/// <param name="Signers">Who is to sign, ascending.</param>
/// <param name="Pages">The pages, decoded.</param>
/// <param name="PagesHash">keccak256 of their bytes.</param>
internal sealed record ProposedSettlement(ulong Epoch, Bytes32 Anchor, IReadOnlyList<Bytes32> Deals, IReadOnlyList<Address> Signers, IReadOnlyList<Page> Pages, Bytes32 PagesHash)
{
    /// <summary>Reads a proposal. False if the chain could not take any such settlement.</summary>
    /// <param name="message">From a stranger.</param>
    /// <param name="proposal">What it says.</param>
    /// <param name="problem">Why it says nothing.</param>
    public static bool TryRead(Proposal message, [NotNullWhen(true)] out ProposedSettlement? proposal, [NotNullWhen(false)] out string? problem)
    {
        proposal = null;
        problem = ProblemOf(message);
        if (problem is not null)
        {
            return false;
        }

        IReadOnlyList<Address> signers = [.. message.Signers.Select(s => Address.FromBytes(s.Span))];
        IReadOnlyList<Bytes32> deals = [.. message.Deals.Select(d => Bytes32.FromBytes(d.Span))];
        var pages = PageCodec.Decode(message.Pages.Span, out problem);
        problem ??= signers.Zip(signers.Skip(1)).Any(pair => pair.First >= pair.Second) ? "the signers do not ascend"
            : pages!.Any(p => p.Deal >= deals.Count) ? $"a page is of a deal beyond the {deals.Count}"
            : pages!.Any(p => p.Signers.Any(s => s.Position >= signers.Count)) ? $"a page names a signer beyond the {signers.Count}"
            : null;
        if (problem is not null)
        {
            return false;
        }

        proposal = new(message.Epoch, Bytes32.FromBytes(message.Anchor.Span), deals, signers, pages!, Keccak256.Hash(message.Pages.Span));
        return true;
    }

    /// <summary>What is signed if the settlement is this scheduler's.</summary>
    public SettlementMessage Message(Address scheduler) =>
        new(scheduler, Epoch, Anchor, CrewHash.Of(Signers), SettlementMessage.DealsOf(Deals), PagesHash);

    /// <summary>The root of the results, which the chain keeps once the settlement was executed.</summary>
    public Bytes32 ResultRoot(Address scheduler) => new SettledPages(scheduler, Epoch, Deals, Pages, Signers).Root;

    private static string? ProblemOf(Proposal message) =>
        message.Anchor.Length != Bytes32.Size ? $"the anchor has {message.Anchor.Length} bytes, not {Bytes32.Size}"
        : message.Deals.Count is 0 or > EpochRules.MaxDeals || message.Deals.Any(d => d.Length != Bytes32.Size) ? $"1 to {EpochRules.MaxDeals} deal ids of {Bytes32.Size} bytes are needed"
        : message.Signers.Count is 0 or > EpochRules.MaxSigners || message.Signers.Any(s => s.Length != Address.Size) ? $"1 to {EpochRules.MaxSigners} signers of {Address.Size} bytes are needed"
        : null;
}
