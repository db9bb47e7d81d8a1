using System.CommandLine;
using System.Numerics;
using Ect.Cli.Assets;
using Ect.Cli.Frame;
using Ect.Contracts;

namespace Ect.Cli.Seats;

internal static class SeatTakeCommand
{
    private static readonly Argument<string> Pool = new("POOL") { Description = "The pool: local name, title, id, or the beginning of an id" };
    private static readonly Option<BigInteger?> Bond = AmountOption.Create("--bond", "What to put at stake. Default: the least that the pool asks for");

    public static EctCommand Create() =>
        new EctCommand("take", "Takes a seat in a pool: its tasks that start later may draw the worker. `ect worker start` does it by itself", "ect seat take garage --bond 50 --wallet bob") { Pool, Bond }
            .Does(RunAsync);

    private static async Task<Answer> RunAsync(CliContext context, CancellationToken cancellation)
    {
        var client = context.Signing();
        var pool = await AssetNames.FindAsync(context, client, AssetKind.Pool, context.Required(Pool), cancellation);
        return SeatView.Answer(context, await client.Seats.TakeAsync(pool.Id, context.Value(Bond), cancellation));
    }
}
