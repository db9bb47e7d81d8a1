using Ect.Contracts;
using System.Numerics;
using Ect.Ethereum;

namespace Ect.Sdk.Assets;

/// <summary>An asset as the chain knows it.</summary>
/// <param name="Kind">Which registry has it.</param>
/// <param name="Id">Its token id.</param>
/// <param name="Owner">Who owns it now.</param>
/// <param name="Cid">Content id of the app, the dataset or the pool's description.</param>
/// <param name="Checksum">sha2-256 of the content's bytes.</param>
/// <param name="Metadata">What its publisher says about it.</param>
/// <param name="Scheduler">Of a pool: the account that authorises its workers.</param>
public sealed record AssetInfo(AssetKind Kind, BigInteger Id, Address Owner, string Cid, Bytes32 Checksum, AssetMetadata Metadata, Address? Scheduler);
