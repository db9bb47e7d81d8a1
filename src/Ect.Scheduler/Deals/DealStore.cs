using Ect.Contracts;
using Ect.Ethereum;
using Ect.Scheduler.Storage;

namespace Ect.Scheduler.Deals;

/// <summary>Deals of our pool.</summary>
internal sealed class DealStore(Database database)
{
    private const string Columns = """
        id AS Id, terms AS Terms, params AS Params, block AS Block, log_index AS LogIndex, vanished AS Vanished, served_at AS ServedAt
        """;

    public DealRecord? Find(Bytes32 id) => database.Read(unit => Find(unit, id));

    public static DealRecord? Find(UnitOfWork unit, Bytes32 id) =>
        unit.QuerySingleOrDefault<Row>($"SELECT {Columns} FROM deals WHERE id = @Id", new { Id = id.ToString() })?.ToDeal();

    /// <summary>Some deals by their ids.</summary>
    public static IReadOnlyList<DealRecord> Of(UnitOfWork unit, IEnumerable<Bytes32> ids) =>
        [.. unit.Query<Row>($"SELECT {Columns} FROM deals WHERE id {unit.IsIn("@Ids")}", new { Ids = unit.List(ids) }).Select(row => row.ToDeal())];

    /// <summary>Writes a matched deal, or brings a vanished one back with its new place in the chain.</summary>
    public static void Put(UnitOfWork unit, EctHub.DealMatchedEvent deal)
    {
        unit.TouchDeal(deal.Id);
        unit.Execute(
            """
            INSERT INTO deals (id, terms, params, block, log_index) VALUES (@Id, @EncodedTerms, @Params, @Block, @LogIndex)
            ON CONFLICT (id) DO UPDATE SET block = excluded.block, log_index = excluded.log_index, vanished = 0
            """,
            new
            {
                Id = deal.Id.ToString(),
                EncodedTerms = DealCodec.Encode(deal.Deal),
                deal.Params,
                Block = (long)deal.Position.BlockNumber,
                LogIndex = (long)deal.Position.LogIndex,
            });
    }

    /// <summary>Marks the deals matched above a block as vanished and names them.</summary>
    public static IReadOnlyList<Bytes32> VanishAbove(UnitOfWork unit, long block)
    {
        var vanished = unit.Query<string>("UPDATE deals SET vanished = 1 WHERE block > @block AND vanished = 0 RETURNING id", new { block }).Select(Bytes32.Parse).ToList();
        vanished.ForEach(unit.TouchDeal);
        return vanished;
    }

    public static void Served(UnitOfWork unit, Bytes32 id, long at) =>
        unit.Execute("UPDATE deals SET served_at = @at WHERE id = @Id", new { Id = id.ToString(), at });

    private sealed class Row
    {
        public string Id { get; init; } = "";

        public byte[] Terms { get; init; } = [];

        public string Params { get; init; } = "";

        public long Block { get; init; }

        public long LogIndex { get; init; }

        public long Vanished { get; init; }

        public long ServedAt { get; init; }

        public DealRecord ToDeal() => new()
        {
            Id = Bytes32.Parse(Id),
            Terms = DealCodec.Decode(Terms),
            EncodedTerms = Terms,
            Params = Params,
            Block = Block,
            LogIndex = LogIndex,
            Vanished = Vanished != 0,
            ServedAt = ServedAt,
        };
    }
}
