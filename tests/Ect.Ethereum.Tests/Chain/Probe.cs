using System.Numerics;
using Ect.Ethereum.Abi;

namespace Ect.Ethereum.Tests.Chain;

/// <summary>A tiny contract (Probe.sol) that counts, emits and refuses.</summary>
internal static class Probe
{
    public const string InitCode =
        "6080604052348015600e575f5ffd5b506102d88061001c5f395ff3fe608060405260043610610049575f3560e01c806306661abd1461004d5780633a9ebefd14610073578063961b138614610092578063a60a07b2146100a8578063c9779c35146100c7575b5f5ffd5b348015610058575f5ffd5b506100615f5481565b60405190815260200160405180910390f35b34801561007e575f5ffd5b5061006161008d3660046101d0565b6100da565b34801561009d575f5ffd5b506100a66100ec565b005b3480156100b3575f5ffd5b506100a66100c23660046101d0565b610122565b6100616100d53660046101e7565b610157565b5f6100e6600183610269565b92915050565b60405162461bcd60e51b81526020600482015260066024820152656e6f2077617960d01b60448201526064015b60405180910390fd5b5f805490806101308361027c565b9091555050604051638626cc0360e01b815233600482015260248101829052604401610119565b5f805481806101658361027c565b9190505550828260405161017a929190610294565b6040518091039020336001600160a01b03167f50ce853181bcfbebbea8daf9f1098ea11a5bf1a3a0ba2fbfeb280e3e1e2b2ff13486866040516101bf939291906102a3565b60405180910390a3505f5492915050565b5f602082840312156101e0575f5ffd5b5035919050565b5f5f602083850312156101f8575f5ffd5b823567ffffffffffffffff81111561020e575f5ffd5b8301601f8101851361021e575f5ffd5b803567ffffffffffffffff811115610234575f5ffd5b856020828401011115610245575f5ffd5b6020919091019590945092505050565b634e487b7160e01b5f52601160045260245ffd5b818103818111156100e6576100e6610255565b5f6001820161028d5761028d610255565b5060010190565b818382375f9101908152919050565b83815260406020820152816040820152818360608301375f818301606090810191909152601f909201601f191601019291505056";

    public static AbiFunction Count { get; } = AbiFunction.Parse("count()", "(uint256)");

    public static AbiFunction Poke { get; } = AbiFunction.Parse("poke(string)", "(uint256)");

    public static AbiFunction Refuse { get; } = AbiFunction.Parse("refuse(uint256)");

    public static AbiFunction Complain { get; } = AbiFunction.Parse("complain()");

    public static AbiFunction Decrement { get; } = AbiFunction.Parse("decrement(uint256)", "(uint256)");

    public static AbiError NotAllowed { get; } = new("NotAllowed", [new("who", AbiType.Address), new("code", AbiType.Uint256)]);

    public static AbiEvent Poked { get; } = new("Poked",
    [
        new("who", AbiType.Address, Indexed: true),
        new("topic", AbiType.Text, Indexed: true),
        new("value", AbiType.Uint256),
        new("note", AbiType.Text),
    ]);

    /// <summary>A call that answers one less than a number, and refuses zero.</summary>
    public static ContractCall<BigInteger> OneLess(Address probe, BigInteger number) => new(probe, Decrement.EncodeCall(number), 0, data => (BigInteger)Decrement.DecodeResult(data)[0]!);

    public static ContractCall<BigInteger> CountOf(Address probe) => new(probe, Count.EncodeCall(), 0, data => (BigInteger)Count.DecodeResult(data)[0]!);
}
