using System.Collections.Concurrent;
using System.Diagnostics;
using Ect.Bench.Chain;
using Ect.Bench.Load;
using Ect.Contracts;
using Ect.Ethereum;

namespace Ect.Bench.Runs;

/// <summary>Matches deal after deal, so that there are always tasks that nobody has yet.</summary>
internal sealed class DealSupply(BenchNetwork network, Tally tally, GridOptions options)
{
    private readonly ConcurrentDictionary<Bytes32, long> _matched = new();

    public int Deals => _matched.Count;

    /// <summary>Assignments that all deals so far need, at the least.</summary>
    public long Wanted { get; private set; }

    /// <summary>Assignments that are still to be made.</summary>
    public long Backlog => Wanted - tally.Assignments;

    public async Task RunAsync(CancellationToken ct)
    {
        try
        {
            while (!ct.IsCancellationRequested)
            {
                if (Backlog < 1.5 * options.Bag * options.Trust)
                {
                    await MatchAsync(ct);
                }
                else
                {
                    await Task.Delay(TimeSpan.FromMilliseconds(200), TimeProvider.System, ct);
                }
            }
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            // The run is over.
        }
    }

    public async Task MatchAsync(CancellationToken ct)
    {
        var matched = await network.MatchAsync(options.Bag, options.Trust, options.IsPrivate, ct);
        _matched[matched.Id] = TimeProvider.System.GetTimestamp();
        Wanted += options.Bag * options.Trust;
    }

    /// <summary>From the match's receipt to the first assignment of the deal, in milliseconds.</summary>
    public LatencyReport FirstAssignments()
    {
        var latencies = new Latencies();
        foreach (var (terms, at) in tally.FirstOfDeal)
        {
            if (_matched.TryGetValue(DealId.Of(DealCodec.Decode(terms.Span)), out var since))
            {
                latencies.Add(Math.Max(0, TimeProvider.System.GetElapsedTime(since, at).TotalMilliseconds));
            }
        }

        return latencies.Report();
    }
}
