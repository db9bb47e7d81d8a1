using System.CommandLine;
using Ect.Cli.Frame;

namespace Ect.Cli.Wallets;

internal static class WalletShowCommand
{
    private static readonly Argument<string?> Name = new("NAME")
    {
        Description = "The wallet; the one of --wallet if left out",
        Arity = ArgumentArity.ZeroOrOne,
    };

    public static EctCommand Create() =>
        new EctCommand("show", "Shows a wallet's address and file", "ect wallet show alice") { Name }.Does(RunAsync);

    private static Task<Answer> RunAsync(CliContext context, CancellationToken cancellation) =>
        Task.FromResult(WalletView.Of(context.Wallets, context.Value(Name) ?? context.WalletName()).ToAnswer());
}
