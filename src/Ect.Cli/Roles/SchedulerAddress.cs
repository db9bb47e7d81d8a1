using Ect.Cli.Assets;
using Ect.Cli.Frame;
using Ect.Contracts;
using Ect.Sdk.Errors;

namespace Ect.Cli.Roles;

/// <summary>Where a pool's scheduler may answer.</summary>
internal static class SchedulerAddress
{
    /// <summary>The URL given, else what the pool says of itself on chain, else what the only pool says.</summary>
    /// <param name="context">The command.</param>
    /// <param name="url">The URL given; null if none.</param>
    /// <param name="pool">The pool given; null if none.</param>
    /// <param name="command">The command as it is typed, for the hint.</param>
    /// <param name="cancellation">Ends the waiting.</param>
    public static async Task<IReadOnlyList<Uri>> FindAsync(CliContext context, Uri? url, string? pool, string command, CancellationToken cancellation)
    {
        if (url is not null)
        {
            return [url];
        }

        var client = context.Reading();
        var pools = pool is not null
            ? [await AssetNames.FindAsync(context, client, AssetKind.Pool, pool, cancellation)]
            : await client.Assets.ListAsync(AssetKind.Pool, cancellation: cancellation);
        return pools switch
        {
            [{ Metadata.StatusPages: [_, ..] addresses }] => addresses,
            [_] => throw new EctException(ErrorCode.InvalidValue, "The pool does not say where its scheduler's status page is.", "Pass --url URL."),
            [] => throw new EctException(ErrorCode.AssetNotFound, "The network has no worker pool."),
            _ => throw new EctException(ErrorCode.InvalidValue, $"The network has {pools.Count} worker pools.", $"Name one: `{command} POOL`."),
        };
    }
}
