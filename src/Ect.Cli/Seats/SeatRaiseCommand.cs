using System.CommandLine;
using System.Numerics;
using Ect.Cli.Frame;

namespace Ect.Cli.Seats;

internal static class SeatRaiseCommand
{
    private static readonly Argument<BigInteger> Amount = AmountOption.Argument("How much to add, in ECT");

    public static EctCommand Create() =>
        new EctCommand("raise", "Adds to the seat's bond from the wallet's free balance: more tasks at the same time", "ect seat raise 25 --wallet bob") { Amount }.Does(RunAsync);

    private static async Task<Answer> RunAsync(CliContext context, CancellationToken cancellation) =>
        SeatView.Answer(context, await context.Signing().Seats.RaiseBondAsync(context.Required(Amount), cancellation));
}
