using Ect.Contracts;
using System.Numerics;
using Ect.Ethereum;
using Ect.Protocol.Signing;

namespace Ect.Protocol.Epochs;

/// <summary>What every worker that is to be paid signs: my part in this settlement is what I contributed.</summary>
/// <param name="Scheduler">Whose epoch it settles.</param>
/// <param name="Epoch">The epoch's number.</param>
/// <param name="Anchor">Root of the epoch's commitments.</param>
/// <param name="Crew">See <see cref="CrewHash"/>.</param>
/// <param name="Deals">See <see cref="DealsOf"/>.</param>
/// <param name="Pages">keccak256 of the pages' bytes.</param>
public sealed record SettlementMessage(Address Scheduler, ulong Epoch, Bytes32 Anchor, Bytes32 Crew, Bytes32 Deals, Bytes32 Pages)
{
    private static readonly SignedStruct Type = new("Settlement(address scheduler,uint64 epoch,bytes32 anchor,bytes32 crew,bytes32 deals,bytes32 pages)");

    /// <summary>The message of a settlement.</summary>
    /// <param name="scheduler">Whose epoch it settles.</param>
    /// <param name="epoch">The epoch's number.</param>
    /// <param name="anchor">Root of the epoch's commitments.</param>
    /// <param name="signers">Who must sign, ascending.</param>
    /// <param name="deals">The deals' ids, in the order that the pages count on.</param>
    /// <param name="pages">The pages' bytes.</param>
    public static SettlementMessage Of(Address scheduler, ulong epoch, Bytes32 anchor, IReadOnlyList<Address> signers, IReadOnlyList<Bytes32> deals, ReadOnlySpan<byte> pages) =>
        new(scheduler, epoch, anchor, CrewHash.Of(signers), DealsOf(deals), Keccak256.Hash(pages));

    /// <summary>keccak256 of the deals' ids in a row.</summary>
    public static Bytes32 DealsOf(IReadOnlyList<Bytes32> deals)
    {
        var words = new byte[deals.Count * Bytes32.Size];
        for (var i = 0; i < deals.Count; i++)
        {
            deals[i].CopyTo(words.AsSpan(i * Bytes32.Size));
        }

        return Keccak256.Hash(words);
    }

    /// <summary>The EIP-712 digest, as hashSettlement gives it.</summary>
    public Bytes32 Digest(EctDomain domain) => domain.Digest(Type.Hash(Scheduler, (BigInteger)Epoch, Anchor, Crew, Deals, Pages));

    /// <summary>Signs with a worker's key: 64 bytes (EIP-2098).</summary>
    public byte[] Sign(EctDomain domain, PrivateKey worker) => CompactSignature.ToBytes(worker.Sign(Digest(domain)));

    /// <summary>Whether the worker's key signed.</summary>
    public bool IsSigned(EctDomain domain, ReadOnlySpan<byte> signature, Address worker) =>
        CompactSignature.TryFromBytes(signature, out var parsed) && parsed.Verify(Digest(domain), worker);
}
