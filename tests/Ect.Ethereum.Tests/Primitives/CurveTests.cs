using System.Security.Cryptography;
using Ect.Ethereum.Curve;

namespace Ect.Ethereum.Tests.Primitives;

public sealed class CurveTests
{
    private static readonly ManagedSecp256k1 Managed = new();

    [Fact]
    public void Native_and_managed_curve_agree()
    {
        var native = NativeSecp256k1.TryLoad();
        Assert.SkipWhen(native is null, "libsecp256k1.so.1 is not installed: there is nothing to compare BouncyCastle with.");
        for (var i = 0; i < 200; i++)
        {
            var key = RandomNumberGenerator.GetBytes(32);
            var digest = RandomNumberGenerator.GetBytes(32);
            byte[] one = new byte[64], two = new byte[64], a = new byte[64], b = new byte[64];
            native!.PublicKey(key, one);
            Managed.PublicKey(key, two);
            one.Should().Equal(two);
            native.Sign(key, digest, a).Should().Be(Managed.Sign(key, digest, b));
            a.Should().Equal(b);
            CheckOne(native, one, digest, a);
            CheckOne(Managed, one, digest, a);
            byte[] left = [.. key], right = [.. key];
            native.TryAddToKey(left, digest).Should().Be(Managed.TryAddToKey(right, digest));
            left.Should().Equal(right);
        }
    }

    [Fact]
    public void Managed_curve_signs_verifies_and_recovers_alone()
    {
        var key = RandomNumberGenerator.GetBytes(32);
        var digest = RandomNumberGenerator.GetBytes(32);
        byte[] publicKey = new byte[64], signature = new byte[64];
        Managed.PublicKey(key, publicKey);
        Managed.Sign(key, digest, signature);
        CheckOne(Managed, publicKey, digest, signature);
    }

    [Fact]
    public void Zero_and_the_order_are_no_keys()
    {
        foreach (var curve in Curves())
        {
            curve.IsPrivateKey(new byte[32]).Should().BeFalse();
            curve.IsPrivateKey(Secp256k1.Order).Should().BeFalse();
            byte[] last = [.. Secp256k1.Order];
            last[31]--;
            curve.IsPrivateKey(last).Should().BeTrue();
            curve.TryAddToKey(last, [.. new byte[31], 1]).Should().BeFalse("the sum is the order, which is zero");
        }
    }

    [Fact]
    public void The_mirrored_high_s_form_is_refused_everywhere()
    {
        using var key = PrivateKey.Generate();
        var digest = Keccak256.Hash("malleable");
        var signature = key.Sign(digest);
        var order = Bytes32.FromBytes(Secp256k1.Order).ToNumber();
        var mirrored = new Signature(signature.R, Bytes32.FromNumber(order - signature.S.ToNumber()), (byte)(55 - signature.V));

        signature.Verify(digest, key.Address).Should().BeTrue();
        mirrored.Verify(digest, key.Address).Should().BeFalse();
        mirrored.TryRecover(digest, out _).Should().BeFalse();
        Signature.TryFromBytes(mirrored.ToBytes(), out _).Should().BeFalse();
        byte[] compact = [.. mirrored.R.ToBytes(), .. mirrored.S.ToBytes()];
        foreach (var curve in Curves())
        {
            curve.TryRecover(digest.ToBytes(), compact, mirrored.YParity, new byte[64]).Should().BeFalse();
        }
    }

    [Fact]
    public void Signatures_out_of_range_recover_nobody()
    {
        var digest = Keccak256.Hash("x");
        var one = Bytes32.FromNumber(1);
        new Signature(Bytes32.Zero, one, 27).TryRecover(digest, out _).Should().BeFalse();
        new Signature(one, Bytes32.Zero, 27).TryRecover(digest, out _).Should().BeFalse();
        new Signature(Bytes32.FromBytes(Secp256k1.Order), one, 27).TryRecover(digest, out _).Should().BeFalse();
        new Signature(one, one, 29).TryRecover(digest, out _).Should().BeFalse();
        default(Signature).TryRecover(digest, out _).Should().BeFalse();

        // x = 5 is on no point of the curve.
        new Signature(Bytes32.FromNumber(5), one, 27).TryRecover(digest, out _).Should().BeFalse();
        Managed.TryRecover(digest.ToBytes(), [.. Bytes32.FromNumber(5).ToBytes(), .. one.ToBytes()], 0, new byte[64]).Should().BeFalse();
    }

    [Fact]
    public void Secrets_are_in_no_text()
    {
        const string secret = "4c0883a69102937d6231471b5dbb6204fe5129617082792ae468d01a3f362318";
        using var key = PrivateKey.Parse(secret);
        key.ToString().Should().NotContainEquivalentOf(secret[..8]);
        var wrong = FluentActions.Invoking(() => PrivateKey.Parse(secret + "0"));
        wrong.Should().Throw<FormatException>().Which.ToString().Should().NotContain(secret[..8]);
        System.Text.Json.JsonSerializer.Serialize(key).Should().NotContainEquivalentOf(secret[..8]);
    }

    [Fact]
    public void A_disposed_key_signs_no_more()
    {
        var key = PrivateKey.Generate();
        key.Dispose();
        FluentActions.Invoking(() => key.Sign(Bytes32.Zero)).Should().Throw<ObjectDisposedException>();
    }

    private static IEnumerable<ISecp256k1> Curves() => NativeSecp256k1.TryLoad() is { } native ? [Managed, native] : [Managed];

    private static void CheckOne(ISecp256k1 curve, byte[] publicKey, byte[] digest, byte[] signature)
    {
        curve.Verify(publicKey, digest, signature).Should().BeTrue();
        byte[] recovered = new byte[64];
        var found = Enumerable.Range(0, 2).Count(id => curve.TryRecover(digest, signature, id, recovered) && recovered.SequenceEqual(publicKey));
        found.Should().Be(1);
        byte[] other = [.. digest];
        other[0] ^= 1;
        curve.Verify(publicKey, other, signature).Should().BeFalse();
    }
}
