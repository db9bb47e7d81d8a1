using System.Numerics;
using Ect.Ethereum;
using Ect.Ethereum.Abi;

namespace Ect.Contracts;

/// <summary>The id of one task of a deal, as the hub computes it.</summary>
public static class TaskId
{
    private static readonly AbiType[] Types = [AbiType.Bytes32, AbiType.Parse("uint32")];

    /// <summary>keccak256(abi.encode(dealId, index)).</summary>
    /// <param name="dealId">The deal.</param>
    /// <param name="index">The task's index in the request's bag: deal.First … deal.First + deal.Size − 1.</param>
    public static Bytes32 Of(Bytes32 dealId, uint index) => AbiCodec.Hash(Types, dealId, (BigInteger)index);

    /// <summary>The id of a deal's task.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The deal has no task of this index.</exception>
    public static Bytes32 Of(Deal deal, uint index) =>
        index >= deal.First && index - deal.First < deal.Size
            ? Of(DealId.Of(deal), index)
            : throw new ArgumentOutOfRangeException(nameof(index), index, $"The deal's tasks have the indices {deal.First} to {(ulong)deal.First + deal.Size - 1}.");
}
