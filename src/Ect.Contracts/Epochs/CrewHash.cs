using Ect.Ethereum;

namespace Ect.Contracts;

/// <summary>What a settlement's signatures and its pages' leaves say of who signed.</summary>
public static class CrewHash
{
    /// <summary>keccak256 of the signers' addresses in a row, each padded to 32 bytes.</summary>
    public static Bytes32 Of(IReadOnlyList<Address> signers)
    {
        var words = new byte[signers.Count * Bytes32.Size];
        for (var i = 0; i < signers.Count; i++)
        {
            signers[i].CopyTo(words.AsSpan((i * Bytes32.Size) + Bytes32.Size - Address.Size));
        }

        return Keccak256.Hash(words);
    }
}
