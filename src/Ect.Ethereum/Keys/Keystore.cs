using System.Security.Cryptography;
using System.Text;
using Org.BouncyCastle.Crypto.Engines;
using Org.BouncyCastle.Crypto.Modes;
using Org.BouncyCastle.Crypto.Parameters;

namespace Ect.Ethereum.Keys;

/// <summary>A key in a password-protected file: version 3 of the Web3 Secret Storage, as geth, ethers and wallets write it.</summary>
public static class Keystore
{
    private const int KeyLength = 32;

    /// <summary>Encrypts a key with scrypt and AES-128-CTR.</summary>
    /// <returns>The file's JSON.</returns>
    public static string Encrypt(PrivateKey key, string password, KeystoreOptions? options = null)
    {
        options ??= new();
        var scrypt = new ScryptParameters(options.ScryptN, options.ScryptR, options.ScryptP, RandomNumberGenerator.GetBytes(32));
        scrypt.Validate();
        var passwordBytes = PasswordBytes(password);
        var iv = RandomNumberGenerator.GetBytes(16);
        var secret = key.ExportSecret();
        var derived = scrypt.Derive(passwordBytes);
        try
        {
            var ciphertext = Aes(derived, iv, secret);
            return KeystoreJson.Write(key.Address, scrypt, iv, ciphertext, Mac(derived, ciphertext));
        }
        finally
        {
            CryptographicOperations.ZeroMemory(passwordBytes);
            CryptographicOperations.ZeroMemory(secret);
            CryptographicOperations.ZeroMemory(derived);
        }
    }

    /// <summary>Opens a keystore of version 3 with scrypt or PBKDF2.</summary>
    /// <exception cref="KeystoreException">See <see cref="KeystoreProblem"/>.</exception>
    public static PrivateKey Decrypt(string json, string password)
    {
        var file = KeystoreJson.Read(json);
        file.Kdf.Validate();
        var passwordBytes = PasswordBytes(password);
        var derived = file.Kdf.Derive(passwordBytes);
        byte[] secret = [];
        try
        {
            if (!CryptographicOperations.FixedTimeEquals(Mac(derived, file.Ciphertext), file.Mac))
            {
                throw new KeystoreException(KeystoreProblem.WrongPassword, "The keystore does not open: the password is wrong, or the file was altered.");
            }

            secret = Aes(derived, file.Iv, file.Ciphertext);
            var key = PrivateKey.FromBytes(secret);
            if (file.Address is { } address && address != key.Address)
            {
                key.Dispose();
                throw new KeystoreException(KeystoreProblem.AddressMismatch, $"The keystore names address {address}, its key belongs to another: the file was altered.");
            }

            return key;
        }
        catch (ArgumentException exception)
        {
            throw new KeystoreException(KeystoreProblem.Malformed, "The keystore holds no private key.", exception);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(passwordBytes);
            CryptographicOperations.ZeroMemory(derived);
            CryptographicOperations.ZeroMemory(secret);
        }
    }

    /// <summary>The address a keystore names, without its password; null where it names none.</summary>
    /// <exception cref="KeystoreException">Not a keystore.</exception>
    public static Address? AddressOf(string json) => KeystoreJson.Read(json).Address;

    // As typed, like geth. Programs that normalise to NFKC agree wherever the keyboard gives composed letters.
    private static byte[] PasswordBytes(string password) => Encoding.UTF8.GetBytes(password);

    private static byte[] Mac(ReadOnlySpan<byte> derived, ReadOnlySpan<byte> ciphertext) =>
        Keccak256.Hash([.. derived[16..32], .. ciphertext]).ToBytes();

    private static byte[] Aes(byte[] derived, byte[] iv, byte[] input)
    {
        var cipher = new SicBlockCipher(new AesEngine());
        cipher.Init(true, new ParametersWithIV(new KeyParameter(derived, 0, 16), iv));
        var output = new byte[KeyLength];
        for (var at = 0; at < KeyLength; at += cipher.GetBlockSize())
        {
            cipher.ProcessBlock(input, at, output, at);
        }

        return output;
    }
}
