using Org.BouncyCastle.Crypto.Generators;

namespace Ect.Ethereum.Keys;

/// <summary>scrypt with its costs.</summary>
internal sealed record ScryptParameters(int N, int R, int P, byte[] Salt) : KeyDerivation(Salt)
{
    private const long MaxMemory = 1L << 30;
    private const long MaxWork = 1L << 28;

    public override void Validate()
    {
        if (N < 2 || (N & (N - 1)) != 0 || R < 1 || P < 1 || Salt.Length > MaxSalt || 128L * N * R > MaxMemory || (long)N * R > MaxWork / P)
        {
            throw Beyond($"scrypt with n={N}, r={R}, p={P} (n a power of two, at most 1 GiB of memory)");
        }
    }

    public override byte[] Derive(byte[] password) => SCrypt.Generate(password, Salt, N, R, P, DerivedLength);
}
