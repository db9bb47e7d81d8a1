using System.Numerics;

namespace Ect.Ethereum.Rpc;

/// <summary>Reads a block's bloom filter of 2048 bits (yellow paper, 4.4.3): what it does not have is surely not in the block's logs.</summary>
public static class Bloom
{
    private const int Bytes = 256;

    /// <summary>Whether less than half of the filter's bits are set: a full one says nothing.</summary>
    public static bool IsTelling(ReadOnlySpan<byte> bloom)
    {
        var bits = 0;
        foreach (var part in bloom)
        {
            bits += BitOperations.PopCount(part);
        }

        return bloom.Length == Bytes && bits < Bytes * 4;
    }

    /// <summary>Whether the logs may have this contract or topic. True as well for a filter that is none.</summary>
    /// <param name="bloom">The block's logsBloom.</param>
    /// <param name="entry">An address or a topic.</param>
    public static bool MayHave(ReadOnlySpan<byte> bloom, ReadOnlySpan<byte> entry)
    {
        if (bloom.Length != Bytes)
        {
            return true;
        }

        Span<byte> hash = Keccak256.Hash(entry).ToBytes();
        for (var i = 0; i < 6; i += 2)
        {
            var bit = ((hash[i] << 8) | hash[i + 1]) & 2047;
            if ((bloom[Bytes - 1 - (bit / 8)] & (1 << (bit % 8))) == 0)
            {
                return false;
            }
        }

        return true;
    }
}
