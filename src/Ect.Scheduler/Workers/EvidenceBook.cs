using System.Collections.Concurrent;
using System.Numerics;
using Ect.Contracts;
using Ect.Ethereum;
using Ect.Protocol.Lifecycles;
using Ect.Protocol.Trust;
using Ect.Scheduler.Tasks;

namespace Ect.Scheduler.Workers;

/// <summary>What votes on the direct path weigh by the chain's word, each read at most once in a short while.</summary>
internal sealed class EvidenceBook(HubClient hub, TimeProvider time)
{
    private static readonly TimeSpan Freshness = TimeSpan.FromSeconds(30);

    private readonly ConcurrentDictionary<(Address Worker, BigInteger Value), (DateTimeOffset At, int Bits)> _known = new();

    /// <summary>The bits of everybody whose vote is on chain or under way; who is missing weighs as a newcomer.</summary>
    public async Task<IReadOnlyDictionary<Address, int>> OfAsync(OpenTask open, CancellationToken ct)
    {
        var deal = open.Deal.Terms;
        var value = deal.Value.IsZero ? deal.PoolPrice : deal.Value;
        var bits = new Dictionary<Address, int>();
        foreach (var worker in open.Replicas.Where(replica => ReplicaLifecycle.IsContributor(replica.State)).Select(replica => replica.Worker))
        {
            bits[worker] = await BitsAsync(worker, value, ct);
        }

        return bits;
    }

    /// <summary>Reads what is not known or old of some workers; of few at a time, since each is a question to the chain.</summary>
    public async Task ReadAsync(IEnumerable<Address> workers, BigInteger value, int most, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        foreach (var worker in workers.Where(worker => !_known.TryGetValue((worker, value), out var known) || now - known.At >= Freshness).Take(most))
        {
            await BitsAsync(worker, value, ct);
        }
    }

    /// <summary>What a vote weighs as it was read last; null if it was not.</summary>
    public int? Known(Address worker, BigInteger value) => _known.TryGetValue((worker, value), out var known) ? known.Bits : null;

    private async Task<int> BitsAsync(Address worker, BigInteger value, CancellationToken ct)
    {
        if (value.IsZero)
        {
            return Evidence.NewcomerBits;
        }

        var now = time.GetUtcNow();
        if (_known.TryGetValue((worker, value), out var known) && now - known.At < Freshness)
        {
            return known.Bits;
        }

        var bits = await hub.EvidenceOfAsync(worker, value, ct);
        foreach (var old in _known.Where(entry => now - entry.Value.At >= Freshness).Select(entry => entry.Key).ToList())
        {
            _known.TryRemove(old, out _);
        }

        _known[(worker, value)] = (now, bits);
        return bits;
    }
}
