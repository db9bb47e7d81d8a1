namespace Ect.Ethereum.Keys;

/// <summary>How costly guessing a keystore's password is.</summary>
public sealed record KeystoreOptions
{
    /// <summary>scrypt's cost, a power of two; 131072, which takes 128 MiB and about half a second.</summary>
    public int ScryptN { get; init; } = 131_072;

    /// <summary>scrypt's block size; 8.</summary>
    public int ScryptR { get; init; } = 8;

    /// <summary>scrypt's parallelism; 1.</summary>
    public int ScryptP { get; init; } = 1;

    /// <summary>Parameters for tests only: a password is guessed in no time.</summary>
    public static KeystoreOptions InsecureForTests { get; } = new() { ScryptN = 2 };
}
