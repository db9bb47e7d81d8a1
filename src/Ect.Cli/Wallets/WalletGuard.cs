using Ect.Sdk.Errors;

namespace Ect.Cli.Wallets;

internal static class WalletGuard
{
    /// <summary>Says that a name is taken before anybody types a password.</summary>
    public static void RequireFree(WalletFolder wallets, string name)
    {
        if (wallets.Has(name))
        {
            throw new EctException(ErrorCode.WalletExists, $"Wallet '{name}' exists ({wallets.PathOf(name)}); wallets are never overwritten.");
        }
    }
}
