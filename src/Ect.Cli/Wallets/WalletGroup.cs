using Ect.Cli.Frame;

namespace Ect.Cli.Wallets;

internal static class WalletGroup
{
    public static EctCommand Create() => new("wallet", "Keys that sign and pay, and their money")
    {
        WalletListCommand.Create(),
        WalletShowCommand.Create(),
    };
}
