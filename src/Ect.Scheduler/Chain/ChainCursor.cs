using Dapper;
using Ect.Ethereum;
using Ect.Scheduler.Storage;
using Microsoft.Data.Sqlite;

namespace Ect.Scheduler.Chain;

/// <summary>The last blocks that were read and applied; the newest is where reading goes on.</summary>
internal sealed class ChainCursor(Database database)
{
    /// <summary>Blocks remembered: a re-org that goes deeper re-reads everything.</summary>
    public const int Depth = 256;

    private const string Columns = "number AS Number, hash AS Hash, timestamp AS Timestamp";

    public BlockRef? Head() => database.Read(connection =>
        connection.QuerySingleOrDefault<Row>($"SELECT {Columns} FROM blocks ORDER BY number DESC LIMIT 1")?.ToBlock());

    /// <summary>The remembered blocks, newest first.</summary>
    public IReadOnlyList<BlockRef> Newest() => database.Read(connection =>
        connection.Query<Row>($"SELECT {Columns} FROM blocks ORDER BY number DESC").Select(row => row.ToBlock()).ToList());

    public static void Advance(SqliteConnection connection, IEnumerable<BlockRef> blocks)
    {
        foreach (var block in blocks)
        {
            connection.Execute(
                "INSERT INTO blocks (number, hash, timestamp) VALUES (@Number, @Hash, @Timestamp)",
                new { Number = (long)block.Number, Hash = block.Hash.ToString(), Timestamp = (long)block.Timestamp });
        }

        connection.Execute("DELETE FROM blocks WHERE number <= (SELECT max(number) FROM blocks) - @Depth", new { Depth });
    }

    public static void Rewind(SqliteConnection connection, long number) =>
        connection.Execute("DELETE FROM blocks WHERE number > @number", new { number });

    private sealed class Row
    {
        public long Number { get; init; }

        public string Hash { get; init; } = "";

        public long Timestamp { get; init; }

        public BlockRef ToBlock() => new((ulong)Number, Bytes32.Parse(Hash), (ulong)Timestamp);
    }
}
