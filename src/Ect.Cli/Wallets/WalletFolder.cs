using System.Text.Json;
using Ect.Ethereum;
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
            using var document = JsonDocument.Parse(Read(name));
            return Address.Parse(document.RootElement.GetProperty("address").GetString() ?? "");
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or FormatException or InvalidOperationException)
        {
            throw NoKeystore(PathOf(name), e);
        }
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
