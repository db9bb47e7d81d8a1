using Ect.Cli.Frame;
using Ect.Ethereum;
using Ect.Sdk.Accounts;
using Spectre.Console;

namespace Ect.Cli.Wallets;

/// <summary>An account's money as commands show it.</summary>
internal sealed record WalletMoney(string? Wallet, Address Address, string Ether, Amount Tokens, Amount Free, Amount Locked)
{
    public static WalletMoney Of(string? wallet, AccountState state) =>
        new(wallet, state.Address, Units.FormatEther(state.Ether), state.Tokens, state.Free, state.Locked);

    public Answer ToAnswer() => Answer.Of(this, static (console, money) =>
    {
        console.WriteLine($"address  {money.Address}{(money.Wallet is { } name ? $"  ({name})" : "")}");
        console.WriteLine($"ether    {money.Ether}  (pays for gas)");
        console.WriteLine($"tokens   {money.Tokens}  (outside the hub)");
        console.WriteLine($"free     {money.Free}  (in the hub: to spend or withdraw)");
        console.WriteLine($"locked   {money.Locked}  (in the hub: open deals and stakes)");
    });
}
