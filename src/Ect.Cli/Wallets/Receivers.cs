using Ect.Cli.Frame;
using Ect.Ethereum;
using Ect.Sdk.Errors;

namespace Ect.Cli.Wallets;

/// <summary>Accounts named by address or by local wallet.</summary>
internal static class Receivers
{
    public static Address Find(CliContext context, string walletOrAddress)
    {
        if (walletOrAddress.StartsWith("0x", StringComparison.OrdinalIgnoreCase))
        {
            try
            {
                return Address.Parse(walletOrAddress);
            }
            catch (FormatException e)
            {
                throw new EctException(ErrorCode.InvalidValue, e.Message, "Copy the address whole, with the case of its letters.", e);
            }
        }

        return context.Wallets.AddressOf(walletOrAddress);
    }
}
