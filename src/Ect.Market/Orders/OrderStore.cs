using Dapper;
using Ect.Ethereum;
using Ect.Market.Storage;

namespace Ect.Market.Orders;

/// <summary>The board's orders.</summary>
internal sealed class OrderStore(MarketDatabase database)
{
    private const string Columns = "hash AS Hash, kind AS Kind, asset AS Asset, signer AS Signer, rank AS Rank, category AS Category, expiry AS Expiry, volume AS Volume, document AS Document, posted_at AS PostedAt";

    /// <summary>Keeps an order; false if it was here already.</summary>
    public bool Add(StoredOrder order)
    {
        using var connection = database.Open();
        return connection.Execute(
            """
            INSERT INTO orders (hash, kind, asset, signer, rank, category, expiry, volume, document, posted_at)
            VALUES (@Hash, @Kind, @Asset, @Signer, @Rank, @Category, @Expiry, @Volume, @Document, @PostedAt)
            ON CONFLICT (hash) DO NOTHING
            """,
            order) == 1;
    }

    public StoredOrder? Find(Bytes32 hash)
    {
        using var connection = database.Open();
        return connection.QuerySingleOrDefault<StoredOrder>($"SELECT {Columns} FROM orders WHERE hash = @hash", new { hash = hash.ToString() });
    }

    public int CountOf(Address signer)
    {
        using var connection = database.Open();
        return connection.ExecuteScalar<int>("SELECT count(*) FROM orders WHERE signer = @signer", new { signer = signer.ToString() });
    }

    /// <summary>A page of orders after a place, the best first.</summary>
    public IReadOnlyList<StoredOrder> Page(OrderQuery query, OrderPlace after, int count)
    {
        using var connection = database.Open();
        return connection.Query<StoredOrder>(
            $"""
            SELECT {Columns} FROM orders
            WHERE kind = @kind AND (rank, hash) > (@rank, @hash)
              AND (@asset IS NULL OR asset = @asset) AND (@category IS NULL OR category = @category)
            ORDER BY rank, hash LIMIT @count
            """,
            new { kind = (int)query.Kind, rank = after.Rank, hash = after.Hash, asset = query.Asset?.ToString(), category = (int?)query.Category, count }).AsList();
    }

    /// <summary>Forgets orders that can never be matched again.</summary>
    public void Remove(IReadOnlyCollection<string> hashes)
    {
        if (hashes.Count > 0)
        {
            using var connection = database.Open();
            connection.Execute("DELETE FROM orders WHERE hash IN @hashes", new { hashes });
        }
    }

    /// <summary>Forgets what has expired.</summary>
    public int RemoveExpired(long now)
    {
        using var connection = database.Open();
        return connection.Execute("DELETE FROM orders WHERE expiry < @now", new { now });
    }
}
