using System.Security.Cryptography;
using Org.BouncyCastle.Crypto.Generators;

namespace Ect.Ethereum.Keys;

/// <summary>Turns a password into a key, at a cost.</summary>
internal abstract record KeyDerivation(byte[] Salt)
{
    protected const int DerivedLength = 32;
    protected const int MaxSalt = 1024;

    /// <summary>Refuses parameters that would take the machine's memory or hours: the file may come from anywhere.</summary>
    public abstract void Validate();

    public abstract byte[] Derive(byte[] password);

    protected static KeystoreException Beyond(string what) => new(KeystoreProblem.Unsupported, $"The keystore's key derivation is beyond the limits: {what}.");
}

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

internal sealed record Pbkdf2Parameters(int Iterations, byte[] Salt) : KeyDerivation(Salt)
{
    private const int MaxIterations = 10_000_000;

    public override void Validate()
    {
        if (Iterations is < 1 or > MaxIterations || Salt.Length > MaxSalt)
        {
            throw Beyond($"PBKDF2 with {Iterations} iterations (at most {MaxIterations})");
        }
    }

    public override byte[] Derive(byte[] password) => Rfc2898DeriveBytes.Pbkdf2(password, Salt, Iterations, HashAlgorithmName.SHA256, DerivedLength);
}
