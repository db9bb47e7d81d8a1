using Ect.Cli.Frame;

namespace Ect.Cli.Seats;

internal static class SeatWithdrawCommand
{
    public static EctCommand Create() =>
        new EctCommand("withdraw", "Moves the bond of a seat that was given back a day ago to the wallet's free balance", "ect seat withdraw --wallet bob").Does(RunAsync);

    private static async Task<Answer> RunAsync(CliContext context, CancellationToken cancellation) =>
        SeatView.Answer(context, await context.Signing().Seats.WithdrawAsync(cancellation));
}
