using System.Collections.Concurrent;
using System.Globalization;
using Ect.Contracts;
using Ect.Ethereum;
using Ect.Market.Chain;
using Ect.Protocol.Orders;
using Ect.Protocol.Signing;
using Microsoft.Extensions.Logging;

namespace Ect.Market.Orders;

/// <summary>Takes signed orders and shows those that can still be matched. The chain is the judge of both.</summary>
internal sealed partial class OrderBoard(OrderStore store, OrderChain chain, MarketOptions options, ILogger<OrderBoard> log)
{
    private const int MaxCached = 100_000;

    private readonly EctDomain _domain = EctDomain.Of(options.Deployment);
    private readonly ConcurrentDictionary<string, (long At, OrderStanding Standing)> _standings = new(StringComparer.Ordinal);

    private long Now => options.Time.GetUtcNow().ToUnixTimeSeconds();

    /// <summary>Takes an order. Posting the same again changes nothing; what can no longer be matched is refused, known or not.</summary>
    public async Task<PostOutcome> PostAsync(string document, CancellationToken cancellation)
    {
        OrderSummary order;
        try
        {
            order = OrderSummary.Read(document);
        }
        catch (FormatException e)
        {
            return new PostOutcome.Refused("malformed", e.Message);
        }

        if (order.Domain != _domain)
        {
            return new PostOutcome.Refused("wrong_hub", $"The order is for hub {order.Domain.Hub} on chain {order.Domain.ChainId}; this board takes orders of hub {_domain.Hub} on chain {_domain.ChainId}.");
        }

        return await CheckAsync(order, document, cancellation);
    }

    /// <summary>An open order; null if the board has none of this hash.</summary>
    public async Task<OrderView?> FindAsync(Bytes32 hash, CancellationToken cancellation)
    {
        if (store.Find(hash) is not { } order || order.Expiry < Now)
        {
            return null;
        }

        var standing = await StandingAsync(order, cancellation);
        return standing.IsOpen ? OrderView.Of(order, standing) : null;
    }

    /// <summary>A page of open orders, the best first. What turns out dead is forgotten on the way.</summary>
    public async Task<OrderPage> ListAsync(OrderQuery query, CancellationToken cancellation)
    {
        store.RemoveExpired(Now);
        var open = new List<OrderView>();
        var place = query.After;
        while (true)
        {
            var rows = store.Page(query, place, query.Limit);
            var dead = new List<string>();
            foreach (var row in rows)
            {
                var standing = await StandingAsync(row, cancellation);
                place = new(row.Rank, row.Hash);
                if (standing.IsDead)
                {
                    dead.Add(row.Hash);
                }
                else if (standing.IsOpen)
                {
                    open.Add(OrderView.Of(row, standing));
                }

                if (open.Count == query.Limit)
                {
                    store.Remove(dead);
                    return new(open, place.ToString());
                }
            }

            store.Remove(dead);
            if (rows.Count < query.Limit)
            {
                return new(open, null);
            }
        }
    }

    private async Task<PostOutcome> CheckAsync(OrderSummary order, string document, CancellationToken cancellation)
    {
        if (order.Expiry < (ulong)Now)
        {
            return new PostOutcome.Refused("OrderExpired", $"The order expired at {At(order.Expiry)}.");
        }

        if (await chain.SignerOfAsync(order, cancellation) is not { } signer)
        {
            return new PostOutcome.Refused("UnknownAsset", $"The {Lower(order)} {Bytes32.FromNumber(order.Asset)} is not registered.");
        }

        if (!await chain.IsSignedAsync(order, signer, cancellation))
        {
            return new PostOutcome.Refused("InvalidSignature", $"The order is not signed by {signer}, who must sign it: it was altered, is unsigned, or the {Lower(order)} belongs to somebody else.");
        }

        var consumed = await chain.ConsumedAsync(signer, order.Hash, cancellation);
        if (consumed >= order.Volume)
        {
            return new PostOutcome.Refused("OrderExhausted", $"No task is left of the order: {(consumed == uint.MaxValue ? "it was cancelled" : $"{consumed} of {order.Volume} are matched")}.");
        }

        if (store.Find(order.Hash) is not null)
        {
            return new PostOutcome.Accepted(order.Hash, IsNew: false);
        }

        if (store.CountOf(signer) >= options.MaxOrdersPerSigner)
        {
            return new PostOutcome.Refused("too_many_orders", $"{signer} has {options.MaxOrdersPerSigner} orders on this board, as many as one signer may have: cancel some, or let them expire.");
        }

        var isNew = store.Add(new()
        {
            Hash = order.Hash.ToString(),
            Kind = (long)order.Kind,
            Asset = Bytes32.FromNumber(order.Asset).ToString(),
            Signer = signer.ToString(),
            Rank = OrderRank.Of(order),
            Category = order.Category,
            Expiry = (long)order.Expiry,
            Volume = order.Volume,
            Document = document,
            PostedAt = Now,
        });
        LogPosted(order.Hash, order.Kind, signer);
        return new PostOutcome.Accepted(order.Hash, isNew);
    }

    private async Task<OrderStanding> StandingAsync(StoredOrder row, CancellationToken cancellation)
    {
        if (_standings.TryGetValue(row.Hash, out var known) && options.Time.GetElapsedTime(known.At) < options.CacheTime)
        {
            return known.Standing;
        }

        if (_standings.Count >= MaxCached)
        {
            _standings.Clear();
        }

        var signer = Address.Parse(row.Signer);
        var owner = await chain.SignerOfAsync(OrderSummary.Read(row.Document), cancellation);
        var consumed = await chain.ConsumedAsync(signer, Bytes32.Parse(row.Hash), cancellation);
        var standing = new OrderStanding(Math.Max(0, row.Volume - consumed), owner == signer);
        _standings[row.Hash] = (options.Time.GetTimestamp(), standing);
        return standing;
    }

    private static string At(ulong time) => time > 253_402_300_799
        ? time.ToString(CultureInfo.InvariantCulture)
        : DateTimeOffset.FromUnixTimeSeconds((long)time).ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);

    private static string Lower(OrderSummary order) => order.Kind.ToString().ToLowerInvariant();

    [LoggerMessage(Level = LogLevel.Information, Message = "Order {OrderHash} ({Kind}) of {Signer} posted")]
    private partial void LogPosted(Bytes32 orderHash, OrderKind kind, Address signer);
}
