using Ect.Cli.Frame;
using Ect.Sdk.Errors;

namespace Ect.Cli.Wallets;

/// <summary>Where passwords come from: --password-file, $ECT_PASSWORD, the file beside a play-money wallet, the terminal. Never an argument.</summary>
internal static class Passwords
{
    /// <summary>The password of an existing wallet.</summary>
    public static string For(CliContext context, string wallet)
    {
        // A missing wallet is reported before anybody is asked for its password.
        context.Wallets.AddressOf(wallet);
        return WithoutAsking(context, wallet)
            ?? Ask(context, $"Password of wallet {wallet}: ", wallet);
    }

    /// <summary>The password if it is to be had without asking; null otherwise.</summary>
    public static string? WithoutAsking(CliContext context, string wallet) =>
        Given(context) ?? (File.Exists(context.Wallets.PasswordFileOf(wallet)) ? PrivateFile.ReadSecret(context.Wallets.PasswordFileOf(wallet)) : null);

    /// <summary>The password of a new wallet, asked for twice.</summary>
    public static string ForNew(CliContext context, string wallet)
    {
        if (Given(context) is { } given)
        {
            return given;
        }

        var first = Ask(context, $"New password for wallet {wallet}: ", wallet);
        if (first.Length == 0)
        {
            throw new EctException(ErrorCode.InvalidValue, $"The password for wallet '{wallet}' is empty: a wallet needs a password.");
        }

        return Ask(context, "The same again: ", wallet) == first
            ? first
            : throw new EctException(ErrorCode.InvalidValue, "The two passwords differ.", "Run the command again and type the same password twice.");
    }

    private static string? Given(CliContext context) =>
        context.Value(GlobalOptions.PasswordFile) is { } file ? PrivateFile.ReadSecret(file) : context.NonEmpty("ECT_PASSWORD");

    private static string Ask(CliContext context, string question, string wallet) =>
        context.Host.AskSecret?.Invoke(question)
        ?? throw new EctException(ErrorCode.PasswordNeeded, $"Wallet '{wallet}' needs its password, and there is no terminal to ask on.");
}
