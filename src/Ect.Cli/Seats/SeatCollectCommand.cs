using Ect.Cli.Frame;

namespace Ect.Cli.Seats;

internal static class SeatCollectCommand
{
    public static EctCommand Create() =>
        new EctCommand("collect", "Moves what the seat has earned to the wallet's free balance", "ect seat collect --wallet bob").Does(RunAsync);

    private static async Task<Answer> RunAsync(CliContext context, CancellationToken cancellation) =>
        SeatView.Answer(context, await context.Signing().Seats.CollectAsync(cancellation));
}
