using System.CommandLine;
using Ect.Cli.Assets;
using Ect.Cli.Deals;
using Ect.Cli.Frame;
using Ect.Contracts;
using Spectre.Console;

namespace Ect.Cli.Matchmaking;

/// <summary>`ect pool forget`: sweeps out a pool that contracts would look at in vain.</summary>
internal static class PoolForgetCommand
{
    private static readonly Argument<string> Pool = new("POOL") { Description = "Local name, id, or the beginning of an id" };

    public static EctCommand Create() =>
        new EctCommand(
            "forget",
            "Takes a pool from which nobody can buy (sold since it was described, or its offer on chain has ended) out of those that contracts look at; anybody may",
            "ect pool forget 0x3fa9",
            "ect pool forget garage --json")
        { Pool }.Does(RunAsync);

    private static async Task<Answer> RunAsync(CliContext context, CancellationToken cancellation)
    {
        var client = context.Signing();
        var pool = await AssetNames.FindAsync(context, client, AssetKind.Pool, context.Required(Pool), cancellation);
        var gas = await client.Matchmaker.ForgetAsync(pool.Id, cancellation);
        return Answer.Of(
            new { pool = AssetRef.Of(AssetKind.Pool, pool.Id, context.Names()), gas },
            static (console, view) => console.WriteLine(view.gas is { } gas ? $"{view.pool} is looked at no more; gas {gas:N0}." : $"{view.pool} was not there: no contract looks at it."));
    }
}
