using Ect.Cli.Frame;
using Ect.Ethereum;
using Ect.Sdk;
using Ect.Sdk.Assets;

namespace Ect.Cli.Doctor;

/// <summary>The wallet that the role uses; needs no password.</summary>
internal static class WalletChecks
{
    // Some hundred transactions at usual prices.
    private static readonly System.Numerics.BigInteger LeastGas = System.Numerics.BigInteger.Pow(10, 16);

    public static IReadOnlyList<Finding> Files(CliContext context)
    {
        var name = context.WalletName();
        if (!context.Wallets.Has(name))
        {
            return [Finding.Warning("wallet", $"there is no wallet '{name}'", "Make one with `ect wallet create`, or choose another with --wallet.")];
        }

        var found = new List<Finding> { Limits.Permissions("wallet", context.Wallets.PathOf(name), File.GetUnixFileMode(context.Wallets.PathOf(name))) };
        var password = context.Wallets.PasswordFileOf(name);
        if (File.Exists(password))
        {
            found.Add(Limits.Permissions("password file", password, File.GetUnixFileMode(password)));
        }

        return found;
    }

    public static async Task<IReadOnlyList<Finding>> MoneyAsync(CliContext context, EctClient client, AssetInfo? pool, bool isWorker, CancellationToken cancellation)
    {
        if (!context.Wallets.Has(context.WalletName()))
        {
            return [];
        }

        var address = context.Wallets.AddressOf(context.WalletName());
        var money = await client.Accounts.GetAsync(address, cancellation);
        var coin = Units.FormatEther(money.Ether);
        var found = new List<Finding>
        {
            money.Ether >= LeastGas ? Finding.Ok("gas coin", coin)
                : money.Ether.IsZero ? Finding.Problem("gas coin", "none: the account can send no transaction", $"Send some coin of the chain to {address}.")
                : Finding.Warning("gas coin", $"only {coin}", $"Send some coin of the chain to {address}."),
        };
        if (!isWorker)
        {
            return found;
        }

        var seat = await client.Seats.GetAsync(address, cancellation);
        var bond = pool is null ? 0 : (await client.Seats.RosterAsync(pool.Id, cancellation)).SeatBond;
        found.Add(seat.Pool is null ? Finding.Warning("seat", "none", "`ect worker start` takes one at its first start; or take it now: `ect seat take POOL`.")
            : pool is not null && seat.Pool != pool.Id ? Finding.Problem("seat", $"in another pool, {AssetId.Format(seat.Pool.Value)}", "Leave it first: `ect seat leave`.")
            : seat.Bond < bond ? Finding.Warning("seat", $"its bond is {(Amount)seat.Bond}, the pool asks {(Amount)bond}", "Raise it: `ect seat raise`.")
            : Finding.Ok("seat", $"bond {(Amount)seat.Bond}"));
        return found;
    }
}
