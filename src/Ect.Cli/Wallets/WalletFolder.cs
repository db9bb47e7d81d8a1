using Ect.Ethereum;
using Ect.Ethereum.Keys;
using Ect.Sdk.Errors;

namespace Ect.Cli.Wallets;

/// <summary>The user's wallets: one keystore (version 3) file each, readable by the user alone.</summary>
internal sealed class WalletFolder(string path)
{
    public const string DefaultName = "default";

    private const string Extension = ".json";

    public IReadOnlyList<string> Names() => Directory.Exists(path)
        ? [.. Directory.EnumerateFiles(path, "*" + Extension).Select(file => Path.GetFileNameWithoutExtension(file)!).Order(StringComparer.Ordinal)]
        : [];

    public string PathOf(string name) => Path.Combine(path, WalletName.Check(name) + Extension);

    /// <summary>A file beside the wallet that holds its password: only for wallets of play money, made by `ect up`.</summary>
    public string PasswordFileOf(string name) => Path.Combine(path, WalletName.Check(name) + ".password");

    public bool Has(string name) => File.Exists(PathOf(name));

    /// <summary>The wallet meant: the one named, else the only one, else "default".</summary>
    public string Choose(string? named) => named is not null ? WalletName.Check(named) : Names() is [var only] ? only : DefaultName;

    /// <summary>The wallet's address, which its file shows without a password.</summary>
    public Address AddressOf(string name)
    {
        try
        {
            return Keystore.AddressOf(Read(name)) ?? throw new KeystoreException(KeystoreProblem.Malformed, "it shows no address.");
        }
        catch (KeystoreException e)
        {
            throw NoKeystore(PathOf(name), e);
        }
    }

    /// <summary>Opens a wallet.</summary>
    public PrivateKey Open(string name, string password) => Decrypt(Read(name), password, $"Wallet '{name}'", PathOf(name));

    /// <summary>Opens a keystore document that comes from elsewhere.</summary>
    public static PrivateKey Decrypt(string document, string password, string what, string file)
    {
        try
        {
            return Keystore.Decrypt(document, password);
        }
        catch (KeystoreException e) when (e.Problem == KeystoreProblem.WrongPassword)
        {
            throw new EctException(ErrorCode.WrongPassword, $"The password does not open {what} ({file}).", inner: e);
        }
        catch (KeystoreException e)
        {
            throw NoKeystore(file, e);
        }
    }

    /// <summary>Keeps a key under a new name.</summary>
    public void Save(string name, PrivateKey key, string password, KeystoreOptions? strength = null)
    {
        var file = PathOf(name);
        PrivateFile.CreateFolder(path);
        if (File.Exists(file))
        {
            throw new EctException(ErrorCode.WalletExists, $"Wallet '{name}' exists ({file}); wallets are never overwritten.");
        }

        PrivateFile.Create(file, Keystore.Encrypt(key, password, strength));
    }

    private string Read(string name)
    {
        var file = PathOf(name);
        return File.Exists(file)
            ? File.ReadAllText(file)
            : throw new EctException(ErrorCode.WalletNotFound, $"Wallet '{name}' is not in {path}.");
    }

    private static EctException NoKeystore(string file, Exception e) =>
        new(ErrorCode.InvalidFile, $"'{file}' is not a keystore of version 3: {e.Message}", "Restore the file from a copy, or import the wallet again under another name.", e);
}
