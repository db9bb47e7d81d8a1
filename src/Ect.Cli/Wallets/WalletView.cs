using Ect.Cli.Frame;
using Ect.Ethereum;
using Spectre.Console;

namespace Ect.Cli.Wallets;

/// <summary>A wallet as commands show it.</summary>
internal sealed record WalletView(string Name, Address Address, string File)
{
    public static WalletView Of(WalletFolder wallets, string name) => new(name, wallets.AddressOf(name), wallets.PathOf(name));

    public Answer ToAnswer() => Answer.Of(this, static (console, view) =>
    {
        console.WriteLine($"wallet   {view.Name}");
        console.WriteLine($"address  {view.Address}");
        console.WriteLine($"file     {view.File}");
    });
}
