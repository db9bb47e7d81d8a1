namespace Ect.Ethereum;

/// <summary>Where a contract will stand before it is deployed.</summary>
public static class ContractAddress
{
    /// <summary>The address of the contract that <paramref name="sender"/> creates with its transaction of this nonce.</summary>
    public static Address Create(Address sender, ulong nonce)
    {
        var preimage = Rlp.Encode(new RlpList([new RlpString(sender.ToBytes()), RlpString.OfNumber(nonce)]));
        return Address.FromBytes(Keccak256.Hash(preimage).ToBytes().AsSpan(12));
    }

    /// <summary>EIP-1014: the address that depends on the factory, a salt and the init code's hash, not on a nonce.</summary>
    public static Address Create2(Address factory, Bytes32 salt, Bytes32 initCodeHash)
    {
        byte[] preimage = [0xff, .. factory.ToBytes(), .. salt.ToBytes(), .. initCodeHash.ToBytes()];
        return Address.FromBytes(Keccak256.Hash(preimage).ToBytes().AsSpan(12));
    }
}
