using Ect.Ethereum;
using Ect.Ethereum.Keys;
using Ect.Sdk.Errors;

namespace Ect.Cli.Wallets;

/// <summary>Reads a key in any of the forms that wallets export.</summary>
internal static class ImportedKey
{
    public static PrivateKey Read(string text, string password, string source, int index)
    {
        if (text.StartsWith('{'))
        {
            return WalletFolder.Decrypt(text, password, "the keystore", source);
        }

        try
        {
            return text.Contains(' ', StringComparison.Ordinal) ? HdKey.Account(Mnemonic.Parse(text), index) : PrivateKey.Parse(text);
        }
        catch (Exception e) when (e is FormatException or ArgumentException)
        {
            // The message of a parser never shows a key, but it might show a word of a mnemonic: leave both out.
            throw new EctException(ErrorCode.InvalidFile, $"'{source}' holds neither a keystore, nor a private key of 64 hexadecimal digits, nor a valid mnemonic of English words.", "Check the file: one of the three, and nothing else in it.");
        }
    }
}
