using System.CommandLine;
using System.Numerics;
using Ect.Cli.Deals;
using Ect.Cli.Frame;
using Ect.Contracts;
using Spectre.Console;

namespace Ect.Cli.Assets;

internal static class PoolRosterCommand
{
    private static readonly Argument<string> Pool = new("POOL") { Description = "Local name, id, or the beginning of an id" };
    private static readonly Option<BigInteger?> SeatBond = AmountOption.Create("--seat-bond", "As its owner: open the roster, or change the least bond of seats taken from now on");

    public static EctCommand Create() =>
        new EctCommand("roster", "Shows a pool's roster: the workers from whom its tasks are drawn", "ect pool roster garage", "ect pool roster garage --seat-bond 25 --wallet alice") { Pool, SeatBond }
            .Does(RunAsync);

    private static async Task<Answer> RunAsync(CliContext context, CancellationToken cancellation)
    {
        var bond = context.Value(SeatBond);
        var client = bond is null ? context.Reading() : context.Signing();
        var pool = await AssetNames.FindAsync(context, client, AssetKind.Pool, context.Required(Pool), cancellation);
        var roster = bond is { } amount
            ? await client.Seats.OpenRosterAsync(pool.Id, amount, cancellation)
            : await client.Seats.RosterAsync(pool.Id, cancellation);
        return Answer.Of(
            new { pool = AssetRef.Of(AssetKind.Pool, pool.Id, context.Names()), isOpen = roster.IsOpen, seats = roster.Seats, seatBond = (Amount)roster.SeatBond },
            static (console, view) =>
            {
                console.WriteLine($"pool      {view.pool}");
                console.WriteLine(view.isOpen ? $"seats     {view.seats}" : "seats     the roster is not open: its owner opens it with --seat-bond");
                console.WriteLine($"seat bond {view.seatBond} at least");
            });
    }
}
