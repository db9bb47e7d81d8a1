using System.CommandLine;
using Ect.Cli.Assets;
using Ect.Cli.Frame;
using Ect.Contracts;
using Ect.Sdk.Errors;

namespace Ect.Cli.Seats;

internal static class SeatLeaveCommand
{
    private static readonly Argument<string?> Pool = new("POOL") { Description = "The pool. Default: the one that the worker sits in", Arity = ArgumentArity.ZeroOrOne };

    public static EctCommand Create() =>
        new EctCommand("leave", "Gives the seat back: earnings become free, the bond stays at stake for a day", "ect seat leave --wallet bob") { Pool }.Does(RunAsync);

    private static async Task<Answer> RunAsync(CliContext context, CancellationToken cancellation)
    {
        var client = context.Signing();
        var pool = context.Value(Pool) is { } named
            ? (await AssetNames.FindAsync(context, client, AssetKind.Pool, named, cancellation)).Id
            : (await client.Seats.GetAsync(cancellation: cancellation)).Pool
                ?? throw new EctException(ErrorCode.InvalidValue, $"{client.Address} has no seat to give back.", "See what is left of an earlier one with `ect seat show`.");
        return SeatView.Answer(context, await client.Seats.LeaveAsync(pool, cancellation));
    }
}
