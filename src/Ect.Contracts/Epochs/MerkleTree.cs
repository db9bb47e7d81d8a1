using Ect.Ethereum;

namespace Ect.Contracts;

/// <summary>
/// The hub's Merkle tree (Merkle.sol): pairs are sorted, so that a proof needs no directions; a node without a sibling
/// moves up as it is.
/// </summary>
public sealed class MerkleTree
{
    private readonly List<Bytes32[]> _levels;

    /// <summary>The tree over leaves in this order.</summary>
    /// <exception cref="ArgumentException">There is no leaf.</exception>
    public MerkleTree(IEnumerable<Bytes32> leaves)
    {
        var level = leaves.ToArray();
        if (level.Length == 0)
        {
            throw new ArgumentException("A tree has at least one leaf.", nameof(leaves));
        }

        var levels = new List<Bytes32[]> { level };
        while (level.Length > 1)
        {
            var below = level;
            level = [.. Enumerable.Range(0, (below.Length + 1) / 2).Select(i => (2 * i) + 1 < below.Length ? Node(below[2 * i], below[(2 * i) + 1]) : below[2 * i])];
            levels.Add(level);
        }

        _levels = levels;
    }

    /// <summary>The root: of a single leaf, the leaf.</summary>
    public Bytes32 Root => _levels[^1][0];

    /// <summary>The leaves.</summary>
    public IReadOnlyList<Bytes32> Leaves => _levels[0];

    /// <summary>The siblings from a leaf to the root.</summary>
    /// <param name="position">The leaf's place, from 0.</param>
    public IReadOnlyList<Bytes32> Proof(int position)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(position);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(position, Leaves.Count);
        var proof = new List<Bytes32>();
        foreach (var level in _levels)
        {
            if ((position ^ 1) < level.Length)
            {
                proof.Add(level[position ^ 1]);
            }

            position >>= 1;
        }

        return proof;
    }

    /// <summary>The root that the siblings lead to from the leaf.</summary>
    public static Bytes32 RootOf(Bytes32 leaf, IEnumerable<Bytes32> proof) => proof.Aggregate(leaf, Node);

    /// <summary>keccak256 of two words in this order.</summary>
    internal static Bytes32 Pair(Bytes32 first, Bytes32 second)
    {
        Span<byte> words = stackalloc byte[2 * Bytes32.Size];
        first.CopyTo(words);
        second.CopyTo(words[Bytes32.Size..]);
        return Keccak256.Hash(words);
    }

    private static Bytes32 Node(Bytes32 left, Bytes32 right) => left < right ? Pair(left, right) : Pair(right, left);
}
