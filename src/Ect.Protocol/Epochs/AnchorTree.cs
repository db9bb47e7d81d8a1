using Ect.Contracts;
using Ect.Ethereum;

namespace Ect.Protocol.Epochs;

/// <summary>The tree of an epoch's commitments: leaves ascending, each once.</summary>
public sealed class AnchorTree
{
    private readonly MerkleTree _tree;
    private readonly Dictionary<Bytes32, int> _positions;

    /// <summary>The tree over commitments in any order.</summary>
    /// <exception cref="ArgumentException">There is none.</exception>
    public AnchorTree(IEnumerable<AnchoredCommitment> commitments)
    {
        _tree = new(commitments.Select(commitment => commitment.Leaf).Distinct().Order());
        _positions = _tree.Leaves.Index().ToDictionary(leaf => leaf.Item, leaf => leaf.Index);
    }

    /// <summary>What the chain keeps.</summary>
    public Bytes32 Root => _tree.Root;

    /// <summary>How many commitments there are.</summary>
    public int Count => _positions.Count;

    /// <summary>The siblings that lead from the commitment to the root; null if it is not in the tree.</summary>
    public IReadOnlyList<Bytes32>? Proof(AnchoredCommitment commitment) => _positions.TryGetValue(commitment.Leaf, out var position) ? _tree.Proof(position) : null;

    /// <summary>Whether a proof leads from the commitment to the root. False for proofs longer than <see cref="EpochRules.MaxProofLength"/>.</summary>
    public static bool Proves(AnchoredCommitment commitment, IReadOnlyList<Bytes32> proof, Bytes32 root) =>
        proof.Count <= EpochRules.MaxProofLength && MerkleTree.RootOf(commitment.Leaf, proof) == root;
}
