using Ect.Cli.Frame;

namespace Ect.Cli.Wallets;

internal static class WalletGroup
{
    public static EctCommand Create() => new("wallet", "Keys that sign and pay, and their money")
    {
        WalletCreateCommand.Create(),
        WalletImportCommand.Create(),
        WalletListCommand.Create(),
        WalletShowCommand.Create(),
        WalletBalanceCommand.Create(),
        WalletDepositCommand.Create(),
        WalletWithdrawCommand.Create(),
        WalletSendCommand.Create(),
        WalletExportCommand.Create(),
    };
}
