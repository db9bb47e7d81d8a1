using Ect.ClassAds;
using Ect.ClassAds.Matching;
using Ect.Ethereum;
using Ect.Protocol.Machines;

namespace Ect.Cli.Waiting;

/// <summary>The machines that are connected to a pool's scheduler, by their ads.</summary>
internal sealed class PoolMachines
{
    private const int Piece = 500;

    private readonly Dictionary<int, Address> _workers = [];
    private readonly List<ClassAd> _ads = [];

    /// <summary>The ads.</summary>
    public MachineTable Table { get; } = new(AdExpression.Options);

    /// <summary>The ads by themselves.</summary>
    public IReadOnlyList<ClassAd> Ads => _ads;

    /// <summary>Whose a machine is.</summary>
    public Address this[int machine] => _workers[machine];

    /// <summary>Reads them all.</summary>
    /// <exception cref="Sdk.Errors.EctException">The scheduler does not answer.</exception>
    public static async Task<PoolMachines> ReadAsync(SchedulerPage page, CancellationToken cancellation)
    {
        var machines = new PoolMachines();
        for (var from = 0; ; from += Piece)
        {
            var found = await page.WorkersAsync(from, Piece, cancellation);
            foreach (var worker in found.Workers)
            {
                // A scheduler of an older version shows no ads.
                if (worker.Ad is { } text && ClassAd.TryParse(text, out var ad, out _, AdExpression.Options))
                {
                    machines._ads.Add(ad!);
                    machines._workers.Add(machines.Table.Add(ad!), worker.Worker);
                }
            }

            if (found.Workers.Count == 0 || from + found.Workers.Count >= found.Total)
            {
                return machines;
            }
        }
    }
}
