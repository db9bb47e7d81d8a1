using Ect.Contracts;
using Ect.Ethereum;
using Ect.Protocol.Epochs;
using FsCheck.Xunit;

namespace Ect.Protocol.Tests.Epochs;

public sealed class MerkleTests
{
    [Property]
    public void Every_proof_verifies_and_no_other_leaf_has_it(byte size)
    {
        var leaves = Enumerable.Range(0, size + 1).Select(SampleSettlement.Hash).ToList();
        var tree = new MerkleTree(leaves);
        for (var i = 0; i < leaves.Count; i++)
        {
            MerkleTree.RootOf(leaves[i], tree.Proof(i)).Should().Be(tree.Root);
            MerkleTree.RootOf(SampleSettlement.Hash(1000), tree.Proof(i)).Should().NotBe(tree.Root);
        }
    }

    [Property]
    public void Every_commitment_is_proven_by_the_anchor_in_whatever_order_they_came(byte size, int seed)
    {
        var commitments = Enumerable.Range(0, size + 1).Select(i => new AnchoredCommitment(SampleSettlement.Hash(i / 3), SampleSettlement.Worker(i), SampleSettlement.Hash(i))).ToArray();
        var tree = new AnchorTree(commitments);
        new Random(seed).Shuffle(commitments);

        new AnchorTree([.. commitments, .. commitments]).Root.Should().Be(tree.Root);
        tree.Count.Should().Be(commitments.Length);
        foreach (var commitment in commitments)
        {
            AnchorTree.Proves(commitment, tree.Proof(commitment)!, tree.Root).Should().BeTrue();
            AnchorTree.Proves(commitment with { Worker = Address.Zero }, tree.Proof(commitment)!, tree.Root).Should().BeFalse();
        }

        tree.Proof(commitments[0] with { Task = Bytes32.Zero }).Should().BeNull();
    }

    [Fact]
    public void Small_trees_are_as_the_hub_makes_them()
    {
        var (a, b, c) = (Word(1), Word(2), Word(3));
        new MerkleTree([a]).Root.Should().Be(a);
        new MerkleTree([b, a]).Root.Should().Be(Pair(a, b), "pairs are sorted");
        new MerkleTree([a, b, c]).Root.Should().Be(Pair(a, b) < c ? Pair(Pair(a, b), c) : Pair(c, Pair(a, b)), "who has no sibling moves up");
        FluentActions.Invoking(() => new MerkleTree([])).Should().Throw<ArgumentException>();
        FluentActions.Invoking(() => new MerkleTree([a]).Proof(1)).Should().Throw<ArgumentOutOfRangeException>();

        static Bytes32 Word(int number) => Bytes32.FromNumber(number);
        static Bytes32 Pair(Bytes32 left, Bytes32 right) => Keccak256.Hash([.. left.ToBytes(), .. right.ToBytes()]);
    }

    [Fact]
    public void A_proof_without_end_is_refused()
    {
        var commitment = new AnchoredCommitment(Bytes32.Zero, Address.Zero, Bytes32.Zero);
        var proof = Enumerable.Repeat(Bytes32.Zero, EpochRules.MaxProofLength + 1).ToList();
        AnchorTree.Proves(commitment, proof, MerkleTree.RootOf(commitment.Leaf, proof)).Should().BeFalse();
    }
}
