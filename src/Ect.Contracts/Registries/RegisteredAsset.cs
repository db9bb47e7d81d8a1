using System.Numerics;
using Ect.Ethereum;

namespace Ect.Contracts;

/// <summary>An asset in its registry.</summary>
/// <param name="Kind">Which registry.</param>
/// <param name="Id">The token's id: the hash of first owner and content.</param>
/// <param name="Owner">Who owns it now.</param>
/// <param name="Asset">What it names.</param>
public sealed record RegisteredAsset(AssetKind Kind, BigInteger Id, Address Owner, Asset Asset);
