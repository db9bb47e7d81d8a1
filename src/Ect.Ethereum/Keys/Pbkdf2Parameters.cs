using System.Security.Cryptography;

namespace Ect.Ethereum.Keys;

/// <summary>PBKDF2 with HMAC-SHA-256.</summary>
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
