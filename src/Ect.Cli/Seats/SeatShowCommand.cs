using System.CommandLine;
using Ect.Cli.Frame;
using Ect.Cli.Wallets;

namespace Ect.Cli.Seats;

internal static class SeatShowCommand
{
    private static readonly Argument<string?> Who = new("WORKER") { Description = "A wallet's name or an address. Default: the wallet", Arity = ArgumentArity.ZeroOrOne };

    public static EctCommand Create() =>
        new EctCommand("show", "Shows a worker's seat, its bond and what it has earned", "ect seat show --wallet bob", "ect seat show worker-1 --json") { Who }.Does(RunAsync);

    private static async Task<Answer> RunAsync(CliContext context, CancellationToken cancellation) =>
        SeatView.Answer(context, await context.Reading().Seats.GetAsync(Receivers.Find(context, context.Value(Who) ?? context.WalletName()), cancellation));
}
