using Ect.Ethereum;
using Ect.Ethereum.Abi;

namespace Ect.Contracts;

/// <summary>The id of a deal's terms, as the hub computes it.</summary>
public static class DealId
{
    private static readonly AbiType[] Types = [AbiType.Parse(Deal.AbiTypeName)];

    /// <summary>keccak256(abi.encode(deal)).</summary>
    public static Bytes32 Of(Deal deal) => AbiCodec.Hash(Types, [deal.ToAbi()]);
}
