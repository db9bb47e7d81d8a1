using System.CommandLine;
using Ect.Cli.Frame;

namespace Ect.Cli.Wallets;

internal static class WalletImportCommand
{
    private static readonly Argument<string> Source = new("FILE")
    {
        Description = "A keystore file, or a file with a private key (64 hex digits) or the words of a mnemonic; - reads standard input",
    };

    private static readonly Option<string> Name = new("--name")
    {
        Description = "Name of the new wallet",
        DefaultValueFactory = _ => WalletFolder.DefaultName,
        HelpName = "NAME",
    };

    private static readonly Option<int> Index = new("--index")
    {
        Description = "Which account of a mnemonic: the last number of m/44'/60'/0'/0/INDEX",
        HelpName = "N",
    };

    public static EctCommand Create() =>
        new EctCommand(
            "import",
            "Brings a key along: from another wallet's keystore, a private key or a mnemonic. A keystore keeps its password",
            "ect wallet import ~/keystore/UTC--2026.json --name alice",
            "ect wallet import words.txt --index 2 --name third",
            "pass show key | ect wallet import - --password-file pw") { Source, Name, Index }.Does(RunAsync);

    private static async Task<Answer> RunAsync(CliContext context, CancellationToken cancellation)
    {
        var (source, name) = (context.Required(Source), context.Required(Name));
        WalletGuard.RequireFree(context.Wallets, name);
        var text = source == "-" ? await context.Host.In.ReadToEndAsync(cancellation) : await File.ReadAllTextAsync(source, cancellation);
        var password = Passwords.ForNew(context, name);
        using var key = ImportedKey.Read(text.Trim(), password, source, context.Value(Index));
        context.Wallets.Save(name, key, password, context.Host.WalletStrength);
        return WalletView.Of(context.Wallets, name).ToAnswer();
    }
}
