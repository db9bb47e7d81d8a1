using Ect.Contracts;
using Ect.Ethereum;
using Ect.Protocol.Epochs;
using Ect.Protocol.Signing;
using FsCheck.Xunit;

namespace Ect.Protocol.Tests.Epochs;

public sealed class MessageTests
{
    private static readonly EctDomain Domain = new(31337, SampleSettlement.Worker(99));
    private static readonly PrivateKey Key = PrivateKey.Parse("ac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80");

    [Property]
    public void A_compact_signature_is_the_signature(int number)
    {
        var signature = Key.Sign(SampleSettlement.Hash(number));
        var compact = CompactSignature.ToBytes(signature);

        compact.Should().HaveCount(64);
        CompactSignature.TryFromBytes(compact, out var read).Should().BeTrue();
        read.Should().Be(signature);
        CompactSignature.TryFromBytes(compact.AsSpan(1), out _).Should().BeFalse();
        CompactSignature.TryFromBytes(signature.ToBytes(), out _).Should().BeFalse();
    }

    [Fact]
    public void The_compact_signature_of_EIP_2098_is_ours()
    {
        var key = PrivateKey.Parse("1234567890123456789012345678901234567890123456789012345678901234");
        var signature = key.SignMessage("Hello World");
        Hex.Encode(CompactSignature.ToBytes(signature)).Should().Be(
            "0x68a020a209d3d56c46f38cc50a33f704f4a9a10a59377f8dd762ac66910e9b907e865ad05c4035ab5792787d4a0297a43617ae897930a6fe4d822b8faea52064");
        Hex.Encode(CompactSignature.ToBytes(key.SignMessage("It's a small(er) world"))).Should().Be(
            "0x9328da16089fcba9bececa81663203989f2df5fe1faa6291a45381c81bd17f76939c6d6b623b42da56557e5e734a43dc83345ddfadec52cbe24d0cc64f550793");
    }

    [Fact]
    public void What_was_signed_for_another_task_worker_epoch_hub_or_crew_is_worth_nothing()
    {
        var contribution = new ContributionMessage(SampleSettlement.Hash(1), SampleSettlement.Hash(2));
        var signed = contribution.Sign(Domain, Key);
        contribution.IsSigned(Domain, signed, Key.Address).Should().BeTrue();
        contribution.IsSigned(Domain, signed, Address.Zero).Should().BeFalse();
        contribution.IsSigned(Domain with { ChainId = 1 }, signed, Key.Address).Should().BeFalse();
        (contribution with { Commitment = SampleSettlement.Hash(3) }).IsSigned(Domain, signed, Key.Address).Should().BeFalse();
        contribution.IsSigned(Domain, [], Key.Address).Should().BeFalse();

        var receipt = new ReceiptMessage(7, contribution.Task, SampleSettlement.Worker(1), contribution.Commitment);
        signed = receipt.Sign(Domain, Key);
        receipt.IsSigned(Domain, signed, Key.Address).Should().BeTrue();
        (receipt with { Epoch = 8 }).IsSigned(Domain, signed, Key.Address).Should().BeFalse();

        var settlement = SettlementMessage.Of(Key.Address, 7, SampleSettlement.Hash(4), [SampleSettlement.Worker(1), Key.Address], [SampleSettlement.Hash(5)], [1, 2, 3]);
        signed = settlement.Sign(Domain, Key);
        settlement.IsSigned(Domain, signed, Key.Address).Should().BeTrue();
        (settlement with { Crew = CrewHash.Of([Key.Address]) }).IsSigned(Domain, signed, Key.Address).Should().BeFalse();
        settlement.IsSigned(Domain, [.. signed, 0], Key.Address).Should().BeFalse();
    }

    [Fact]
    public void The_hashes_are_those_of_the_hub()
    {
        CrewHash.Of([SampleSettlement.Worker(0)]).Should().Be(Keccak256.Hash(Bytes32.FromNumber(1).ToBytes()));
        CrewHash.Of([]).Should().Be(Keccak256.Hash(""));
        SettlementMessage.DealsOf([SampleSettlement.Hash(1)]).Should().Be(Keccak256.Hash(SampleSettlement.Hash(1).ToBytes()));
    }
}
