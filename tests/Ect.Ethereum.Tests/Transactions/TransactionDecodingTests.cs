using System.Numerics;
using Ect.Ethereum.Curve;
using Ect.Ethereum.Transactions;
using FsCheck.Xunit;

namespace Ect.Ethereum.Tests.Transactions;

public sealed class TransactionDecodingTests
{
    private static readonly PrivateKey Key = PrivateKey.Parse(new string('1', 64));

    private static DynamicFeeTransaction Sample { get; } = new()
    {
        ChainId = 1,
        Nonce = 7,
        GasLimit = 21_000,
        To = Address.Zero,
        Value = 5,
        MaxFeePerGas = 100,
        MaxPriorityFeePerGas = 3,
        AccessList = [new(Address.Zero, [Bytes32.Zero])],
    };

    [Fact]
    public void A_signed_transaction_is_read_back()
    {
        var decoded = SignedTransaction.Decode(Sample.Sign(Key).Encode());
        decoded.Sender().Should().Be(Key.Address);
        decoded.Transaction.Should().BeEquivalentTo(Sample);
    }

    [Fact]
    public void A_transaction_with_high_s_is_refused()
    {
        var signed = Sample.Sign(Key);
        var high = Bytes32.FromNumber(Bytes32.FromBytes(Secp256k1.Order).ToNumber() - signed.Signature.S.ToNumber());
        var malleable = Sample.EncodeSigned(new(signed.Signature.R, high, (byte)(55 - signed.Signature.V)));
        FluentActions.Invoking(() => SignedTransaction.Decode(malleable)).Should().Throw<FormatException>().WithMessage("*high s*");
    }

    [Fact]
    public void A_deployment_has_no_receiver_and_keeps_its_code()
    {
        var deployment = new LegacyTransaction { ChainId = 5, Nonce = 0, GasLimit = 1, GasPrice = 1, Data = [1, 2, 3] };
        var decoded = SignedTransaction.Decode(deployment.Sign(Key).Encode());
        decoded.Transaction.To.Should().BeNull();
        decoded.Transaction.Data.Should().Equal(1, 2, 3);
        decoded.Transaction.ChainId.Should().Be(5);
    }

    [Theory]
    [InlineData("")]
    [InlineData("c0")]
    [InlineData("02c0")]
    [InlineData("05c0")]
    [InlineData("02")]
    [InlineData("01f8")]
    [InlineData("c9808080808080808080")]
    public void Bytes_that_are_no_transaction_are_refused(string hex)
    {
        FluentActions.Invoking(() => SignedTransaction.Decode(Hex.Decode(hex))).Should().Throw<FormatException>();
        FluentActions.Invoking(() => UnsignedTransaction.Decode(Hex.Decode(hex[..^(hex.Length > 0 ? 2 : 0)]))).Should().Throw<FormatException>();
    }

    [Property(MaxTest = 500)]
    public void A_damaged_transaction_is_refused_or_has_another_hash_or_signer(int at, byte by)
    {
        var signed = Sample.Sign(Key);
        var bytes = signed.Encode();
        bytes[(int)((uint)at % bytes.Length)] ^= by == 0 ? (byte)1 : by;
        try
        {
            var decoded = SignedTransaction.Decode(bytes);
            decoded.Encode().Should().Equal(bytes);
            decoded.Hash.Should().NotBe(signed.Hash);
            decoded.Sender().Should().NotBe(Key.Address);
        }
        catch (FormatException)
        {
            // Refused: any other exception fails the test.
        }
    }

    [Fact]
    public void A_number_beyond_its_field_is_refused()
    {
        FluentActions.Invoking(() => (Sample with { Value = BigInteger.MinusOne }).Encode()).Should().Throw<ArgumentOutOfRangeException>();
        var huge = (Sample with { Value = BigInteger.Pow(2, 256) }).Encode();
        FluentActions.Invoking(() => UnsignedTransaction.Decode(huge)).Should().Throw<FormatException>();
    }
}
