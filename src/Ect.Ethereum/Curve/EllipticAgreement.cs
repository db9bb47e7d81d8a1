using Org.BouncyCastle.Crypto.Agreement;
using Org.BouncyCastle.Crypto.EC;
using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.Math;
using Org.BouncyCastle.Math.EC;

namespace Ect.Ethereum.Curve;

/// <summary>Diffie-Hellman on secp256k1, by BouncyCastle: it is done once a conversation, so that its speed does not matter.</summary>
internal static class EllipticAgreement
{
    private static readonly ECDomainParameters Domain = new(CustomNamedCurves.GetByName("secp256k1"));

    /// <summary>The 64 bytes (x then y) of a compressed point; false if it is none of the curve.</summary>
    public static bool TryUncompress(ReadOnlySpan<byte> compressed, out byte[] coordinates)
    {
        coordinates = [];
        if (!TryRead(compressed, out var point))
        {
            return false;
        }

        coordinates = point.GetEncoded(compressed: false)[1..];
        return true;
    }

    /// <summary>The x of the shared point, 32 bytes.</summary>
    public static byte[] SharedX(ReadOnlySpan<byte> secret, ReadOnlySpan<byte> compressed)
    {
        if (!TryRead(compressed, out var point))
        {
            throw new ArgumentException("Not a point of secp256k1.", nameof(compressed));
        }

        var agreement = new ECDHBasicAgreement();
        agreement.Init(new ECPrivateKeyParameters(new BigInteger(1, secret), Domain));
        return Org.BouncyCastle.Utilities.BigIntegers.AsUnsignedByteArray(32, agreement.CalculateAgreement(new ECPublicKeyParameters(point, Domain)));
    }

    private static bool TryRead(ReadOnlySpan<byte> compressed, out ECPoint point)
    {
        point = Domain.Curve.Infinity;
        if (compressed.Length != PublicKey.Size || compressed[0] is not (2 or 3))
        {
            return false;
        }

        try
        {
            point = Domain.Curve.DecodePoint(compressed.ToArray());
            return !point.IsInfinity;
        }
        catch (Exception exception) when (exception is ArgumentException or FormatException or ArithmeticException)
        {
            return false;
        }
    }
}
