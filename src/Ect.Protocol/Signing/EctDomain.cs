using System.Numerics;
using Ect.Contracts;
using Ect.Ethereum;
using Ect.Ethereum.Abi;

namespace Ect.Protocol.Signing;

/// <summary>
/// The EIP-712 domain ("ECT", "1", chain, hub) of everything that is signed. What is signed for one hub or chain is
/// worth nothing on another.
/// </summary>
/// <param name="ChainId">EIP-155 id of the chain.</param>
/// <param name="Hub">The EctHub contract.</param>
public sealed record EctDomain(ulong ChainId, Address Hub)
{
    /// <summary>The domain's name.</summary>
    public const string Name = "ECT";

    /// <summary>The domain's version.</summary>
    public const string Version = "1";

    private static readonly Bytes32 TypeHash = Keccak256.Hash("EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)");
    private static readonly AbiType[] Types = [AbiType.Bytes32, AbiType.Bytes32, AbiType.Bytes32, AbiType.Uint256, AbiType.Address];

    /// <summary>The hub's domainSeparator().</summary>
    public Bytes32 Separator => AbiCodec.Hash(Types, TypeHash, Keccak256.Hash(Name), Keccak256.Hash(Version), (BigInteger)ChainId, Hub);

    /// <summary>The digest that is signed: keccak256(0x1901 ‖ separator ‖ structHash).</summary>
    public Bytes32 Digest(Bytes32 structHash) => Keccak256.Hash([0x19, 0x01, .. Separator.ToBytes(), .. structHash.ToBytes()]);

    /// <summary>The domain of a deployment's hub.</summary>
    public static EctDomain Of(Deployment deployment) => new(deployment.ChainId, deployment.Hub);
}
