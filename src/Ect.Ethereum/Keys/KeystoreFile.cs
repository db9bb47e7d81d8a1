namespace Ect.Ethereum.Keys;

/// <summary>A keystore's content.</summary>
internal sealed record KeystoreFile(Address? Address, KeyDerivation Kdf, byte[] Iv, byte[] Ciphertext, byte[] Mac);
