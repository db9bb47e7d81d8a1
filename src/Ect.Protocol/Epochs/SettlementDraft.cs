using Ect.Contracts;
using Ect.Ethereum;

namespace Ect.Protocol.Epochs;

/// <summary>A settlement to be signed: the same tasks in any order give the same draft.</summary>
/// <param name="Deals">The deals' ids, ascending.</param>
/// <param name="Signers">Who must sign, ascending.</param>
/// <param name="Pages">The pages.</param>
public sealed record SettlementDraft(IReadOnlyList<Bytes32> Deals, IReadOnlyList<Address> Signers, IReadOnlyList<Page> Pages)
{
    /// <summary>The pages' bytes.</summary>
    public byte[] Encode() => PageCodec.Encode(Pages);

    /// <summary>What is signed.</summary>
    public SettlementMessage Message(Address scheduler, ulong epoch, Bytes32 anchor) => SettlementMessage.Of(scheduler, epoch, anchor, Signers, Deals, Encode());
}
