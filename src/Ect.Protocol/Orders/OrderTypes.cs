using Ect.Protocol.Signing;

namespace Ect.Protocol.Orders;

/// <summary>The EIP-712 types of the four orders; the same text stands in contracts/src/types/Orders.sol.</summary>
internal static class OrderTypes
{
    public static readonly SignedStruct App = new(
        "AppOrder(uint256 app,uint96 price,uint32 volume,bytes32 tag,uint256 datasetRestrict,uint256 poolRestrict,address requesterRestrict,uint40 expiry,bytes32 salt)");

    public static readonly SignedStruct Dataset = new(
        "DatasetOrder(uint256 dataset,uint96 price,uint32 volume,bytes32 tag,uint256 appRestrict,uint256 poolRestrict,address requesterRestrict,uint40 expiry,bytes32 salt)");

    public static readonly SignedStruct Pool = new(
        "PoolOrder(uint256 pool,uint96 price,uint32 volume,bytes32 tag,uint16 category,uint16 trust,uint16 mode,uint96 workerStake,uint16 schedulerFee,uint256 appRestrict,uint256 datasetRestrict,address requesterRestrict,uint40 expiry,bytes32 salt)");

    public static readonly SignedStruct Request = new(
        "RequestOrder(uint256 app,uint96 appMaxPrice,uint256 dataset,uint96 datasetMaxPrice,uint256 pool,uint96 poolMaxPrice,address requester,address beneficiary,address callback,uint32 volume,bytes32 tag,uint16 category,uint16 trust,uint16 mode,uint96 value,string params,uint40 expiry,bytes32 salt)");
}
