using System.Globalization;

namespace Ect.Scheduler.Storage;

/// <summary>Whose file it is. Going on with another's would settle nothing and sign for strangers.</summary>
internal static class FileIdentity
{
    /// <exception cref="InvalidOperationException">The file belongs to another chain, hub, pool or key.</exception>
    public static async Task ClaimAsync(Database database, SchedulerOptions options, CancellationToken ct)
    {
        var ours = new Row
        {
            ChainId = (long)options.ChainId,
            Hub = options.Hub.ToString(),
            Pool = options.Pool.ToString(CultureInfo.InvariantCulture),
            Scheduler = options.Key.Address.ToString(),
        };
        var theirs = await database.WriteAsync(unit =>
        {
            unit.Execute(
                "INSERT INTO identity (id, chain_id, hub, pool, scheduler) VALUES (1, @ChainId, @Hub, @Pool, @Scheduler) ON CONFLICT (id) DO NOTHING", ours);
            return unit.QuerySingle<Row>("SELECT chain_id AS ChainId, hub AS Hub, pool AS Pool, scheduler AS Scheduler FROM identity");
        }, ct);
        if (theirs.ToString() != ours.ToString())
        {
            throw new InvalidOperationException($"{database.Name} belongs to {theirs}; this scheduler is {ours}: give it its own data folder.");
        }
    }

    private sealed class Row
    {
        public long ChainId { get; init; }

        public string Hub { get; init; } = "";

        public string Pool { get; init; } = "";

        public string Scheduler { get; init; } = "";

        public override string ToString() => $"scheduler {Scheduler} of pool {Pool}, hub {Hub}, chain {ChainId}";
    }
}
