using System.CommandLine;
using Ect.Cli.Frame;
using Ect.Ethereum;
using Spectre.Console;

namespace Ect.Cli.Wallets;

internal static class WalletExportCommand
{
    private static readonly Argument<string?> Name = new("NAME")
    {
        Description = "The wallet; the one of --wallet if left out",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private static readonly Option<string> Out = new("--out")
    {
        Description = "File to write, of mode 0600; never an existing one",
        HelpName = "FILE",
        Required = true,
    };

    public static EctCommand Create() =>
        new EctCommand(
            "export",
            "Writes the private key, unencrypted, into a file for another wallet program. Whoever reads it owns the money",
            "ect wallet export alice --out alice.key") { Name, Out }.Does(RunAsync);

    private static Task<Answer> RunAsync(CliContext context, CancellationToken cancellation)
    {
        var name = context.Value(Name) ?? context.WalletName();
        var file = Path.GetFullPath(context.Required(Out));
        using var key = context.Wallets.Open(name, Passwords.For(context, name));
        var secret = key.ExportSecret();
        PrivateFile.Create(file, Hex.Encode(secret) + "\n");
        Array.Clear(secret);
        return Task.FromResult(Answer.Of(new { name, address = key.Address, file }, static (console, view) =>
            console.WriteLine($"The private key of wallet {view.name} ({view.address}) is in {view.file}, unencrypted. Delete the file when you are done.")));
    }
}
