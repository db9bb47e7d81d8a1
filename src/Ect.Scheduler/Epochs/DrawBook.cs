using System.Collections.Concurrent;
using Ect.Contracts;
using Ect.Ethereum;
using Ect.Ethereum.Rpc;
using Ect.Protocol.Draws;
using Ect.Scheduler.Chain;
using Ect.Scheduler.Deals;
using Microsoft.Extensions.Logging;

namespace Ect.Scheduler.Epochs;

/// <summary>
/// Which workers deals draw. A deal's seed follows from a block hash that the chain forgets after 256 blocks, so it is
/// fixed on chain in time where it is needed.
/// </summary>
internal sealed partial class DrawBook(HubClient hub, EthClient eth, ChainHealth health, ILogger<DrawBook> logger)
{
    /// <summary>Blocks after the deciding one from which its hash is fixed, of the 256 in which it can be.</summary>
    public const ulong FixAfter = 100;

    private const ulong LookEvery = 20;

    private readonly ConcurrentDictionary<Bytes32, uint> _seats = new();
    private readonly ConcurrentDictionary<Bytes32, Bytes32> _seeds = new();
    private readonly ConcurrentDictionary<Bytes32, ulong> _lookAgainAt = new();
    private readonly ConcurrentDictionary<(Bytes32 Deal, Bytes32 Seed, DrawRule Rule, uint Size), Draw> _draws = new();

    /// <summary>Who is drawn for a deal's tasks at a moment; null while the deciding block is not there.</summary>
    public async Task<Draw?> OfAsync(DealRecord deal, ulong at, CancellationToken ct)
    {
        if (await SeatsAsync(deal.Id, ct) is not { } seats)
        {
            return null;
        }

        var rule = DrawRule.Of(deal.Terms, seats, at);
        if (rule.IsEverybody)
        {
            return new(Bytes32.Zero, rule);
        }

        return await SeedAsync(deal.Id, ct) is { } seed ? _draws.GetOrAdd((deal.Id, seed, rule, deal.Terms.Size), key => new Draw(key.Seed, key.Rule, key.Size)) : null;
    }

    /// <summary>Whether a deal's deciding block may be so old that its hash must be fixed.</summary>
    public bool MayNeedFixing(IEnumerable<DealRecord> deals) =>
        health.Head?.Number is { } head && deals.Any(deal => IsDue(deal, head));

    /// <summary>Fixes the seeds of deals that need them before the chain forgets.</summary>
    public async Task FixAsync(IEnumerable<DealRecord> deals, CancellationToken ct)
    {
        var head = health.Head?.Number ?? 0;
        foreach (var deal in deals.Where(deal => IsDue(deal, head)))
        {
            _lookAgainAt[deal.Id] = head + LookEvery;
            if (await SeatsAsync(deal.Id, ct) is not { } seats || DrawRule.Of(deal.Terms, seats, deal.Terms.Start).IsEverybody)
            {
                continue;
            }

            var draw = await hub.DrawOfAsync(deal.Id, ct);
            if (draw.Seed.IsZero && head > draw.DrawBlock + FixAfter && await hub.DrawAsync(deal.Id, ct) is { } receipt)
            {
                LogFixed(deal.Id, receipt.TransactionHash, receipt.GasUsed);
            }
            else if (!draw.Seed.IsZero)
            {
                _seeds[deal.Id] = Bytes32.FromNumber(draw.Seed);
            }
        }
    }

    private bool IsDue(DealRecord deal, ulong head) =>
        !_seeds.ContainsKey(deal.Id) && head > (ulong)deal.Block + FixAfter && head >= _lookAgainAt.GetValueOrDefault(deal.Id);

    /// <summary>Forgets deals that have no open tasks.</summary>
    public void Keep(IReadOnlySet<Bytes32> deals)
    {
        foreach (var key in _draws.Keys.Where(key => !deals.Contains(key.Deal)).ToList())
        {
            _draws.TryRemove(key, out _);
        }

        foreach (var deal in _seats.Keys.Where(deal => !deals.Contains(deal)).ToList())
        {
            _seats.TryRemove(deal, out _);
            _seeds.TryRemove(deal, out _);
            _lookAgainAt.TryRemove(deal, out _);
        }
    }

    /// <summary>After a re-org other blocks decide.</summary>
    public void Forget()
    {
        _seats.Clear();
        _seeds.Clear();
        _draws.Clear();
    }

    // Null while the chain does not know the deal: a re-org, or a node that is behind.
    private async Task<uint?> SeatsAsync(Bytes32 deal, CancellationToken ct)
    {
        if (_seats.TryGetValue(deal, out var known))
        {
            return known;
        }

        var draw = await hub.DrawOfAsync(deal, ct);
        return draw.DrawBlock == 0 ? null : _seats[deal] = draw.Seats;
    }

    private async Task<Bytes32?> SeedAsync(Bytes32 deal, CancellationToken ct)
    {
        if (_seeds.TryGetValue(deal, out var known))
        {
            return known;
        }

        var draw = await hub.DrawOfAsync(deal, ct);
        if (!draw.Seed.IsZero)
        {
            return _seeds[deal] = Bytes32.FromNumber(draw.Seed);
        }

        // Not kept: a re-org may change the block, and a missed one is replaced.
        var number = draw.DrawBlock;
        return number > 0 && health.Head?.Number >= number && health.Head.Number - number <= FixAfter + 100 && await eth.GetBlockAsync(number, ct) is { } block
            ? DrawRule.SeedOf(block.Hash, deal)
            : null;
    }

    [LoggerMessage(LogLevel.Information, "Deal {DealId}: its draw is fixed in {Transaction}, {Gas} gas")]
    private partial void LogFixed(Bytes32 dealId, Bytes32 transaction, ulong gas);
}
