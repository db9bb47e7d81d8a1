using Ect.Ethereum;
using Ect.Scheduler.Storage;

namespace Ect.Scheduler.Chain;

/// <summary>The last blocks that were read and applied; the newest is where reading goes on.</summary>
internal sealed class ChainCursor(Database database)
{
    /// <summary>Blocks remembered: a re-org that goes deeper re-reads everything.</summary>
    public const int Depth = 256;

    private const string Columns = "number AS Number, hash AS Hash, timestamp AS Timestamp";

    public BlockRef? Head() => database.Read(unit =>
        unit.QuerySingleOrDefault<Row>($"SELECT {Columns} FROM blocks ORDER BY number DESC LIMIT 1")?.ToBlock());

    /// <summary>The remembered blocks, newest first.</summary>
    public IReadOnlyList<BlockRef> Newest() => database.Read(unit =>
        unit.Query<Row>($"SELECT {Columns} FROM blocks ORDER BY number DESC").Select(row => row.ToBlock()).ToList());

    public static void Advance(UnitOfWork unit, IEnumerable<BlockRef> blocks)
    {
        foreach (var block in blocks)
        {
            unit.Execute(
                "INSERT INTO blocks (number, hash, timestamp) VALUES (@Number, @Hash, @Timestamp)",
                new { Number = (long)block.Number, Hash = block.Hash.ToString(), Timestamp = (long)block.Timestamp });
        }

        unit.Execute("DELETE FROM blocks WHERE number <= (SELECT max(number) FROM blocks) - @Depth", new { Depth });
    }

    public static void Rewind(UnitOfWork unit, long number) =>
        unit.Execute("DELETE FROM blocks WHERE number > @number", new { number });

    private sealed class Row
    {
        public long Number { get; init; }

        public string Hash { get; init; } = "";

        public long Timestamp { get; init; }

        public BlockRef ToBlock() => new((ulong)Number, Bytes32.Parse(Hash), (ulong)Timestamp);
    }
}
