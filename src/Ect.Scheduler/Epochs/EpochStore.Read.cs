using Ect.Contracts;
using Ect.Ethereum;
using Ect.Protocol.Epochs;
using Ect.Protocol.Lifecycles;
using Ect.Scheduler.Storage;

namespace Ect.Scheduler.Epochs;

internal sealed partial class EpochStore
{
    private const string Columns = """
        number AS Number, state AS State, root AS Root, anchor_block AS AnchorBlock, anchored_at AS AnchoredAt, proposed_at AS ProposedAt, deals AS Deals,
        signers AS Signers, pages AS Pages, digest AS Digest, settle_block AS SettleBlock, attempts AS Attempts, retry_at AS RetryAt, reason AS Reason,
        changed_at AS ChangedAt
        """;

    private static readonly string LiveStates = SqlText.List(Enum.GetValues<EpochState>().Where(EpochLifecycle.IsLive));

    public EpochRecord? Find(ulong number) => database.Read(unit => Find(unit, number));

    public static EpochRecord? Find(UnitOfWork unit, ulong number) =>
        unit.QuerySingleOrDefault<Row>($"SELECT {Columns} FROM epochs WHERE number = @Number", new { Number = (long)number })?.ToEpoch();

    /// <summary>Closed and not settled, the oldest first.</summary>
    public IReadOnlyList<EpochRecord> Live() => database.Read(unit =>
        unit.Query<Row>($"SELECT {Columns} FROM epochs WHERE state IN {LiveStates} ORDER BY number").Select(row => row.ToEpoch()).ToList());

    /// <summary>Of which a block above this one said something.</summary>
    public static IReadOnlyList<EpochRecord> TouchedAbove(UnitOfWork unit, long block) =>
        [.. unit.Query<Row>($"SELECT {Columns} FROM epochs WHERE anchor_block > @block OR settle_block > @block", new { block }).Select(row => row.ToEpoch())];

    /// <summary>The number of the open epoch; null before the first.</summary>
    public ulong? FindOpen() => database.Read(FindOpen);

    public static ulong? FindOpen(UnitOfWork unit) =>
        (ulong?)unit.QuerySingleOrDefault<long?>("SELECT number FROM epochs WHERE state = 'Open'");

    /// <summary>Whether the settlement that a task waits for is being signed.</summary>
    public static bool IsProposed(UnitOfWork unit, Bytes32 task) =>
        unit.ExecuteScalar<long>(
            "SELECT count(*) FROM tasks JOIN epochs ON epochs.number = tasks.epoch WHERE tasks.id = @Id AND epochs.state IN ('Proposed', 'Settling')", new { Id = task.ToString() }) > 0;

    public IReadOnlyList<AnchoredCommitment> Commitments(ulong number) => database.Read(unit =>
        Split(unit.ExecuteScalar<string>("SELECT commitments FROM anchors WHERE epoch = @Number", new { Number = (long)number })).Select(ReadCommitment).ToList());

    /// <summary>The signatures under the epoch's last proposal.</summary>
    public IReadOnlyDictionary<Address, byte[]> Signatures(EpochRecord epoch) => database.Read(unit =>
        unit.Query<(string Worker, byte[] Signature)>(
                "SELECT worker, signature FROM epoch_signatures WHERE epoch = @Number AND digest = @Digest", new { Number = (long)epoch.Number, Digest = epoch.Digest?.ToString() })
            .ToDictionary(row => AddressText.Parse(row.Worker), row => row.Signature));

    /// <summary>Who has signed the epoch's last proposal.</summary>
    public IReadOnlySet<Address> SignedBy(EpochRecord epoch) => database.Read(unit =>
        unit.Query<string>("SELECT worker FROM epoch_signatures WHERE epoch = @Number AND digest = @Digest", new { Number = (long)epoch.Number, Digest = epoch.Digest?.ToString() })
            .Select(AddressText.Parse)
            .ToHashSet());

    /// <summary>What a worker is to sign now in an epoch; null if nothing.</summary>
    public Bytes32? DigestFor(ulong number, Address worker) => database.Read(unit =>
        unit.ExecuteScalar<string>(
            "SELECT digest FROM epochs WHERE number = @Number AND state = 'Proposed' AND signers LIKE @Signer",
            new { Number = (long)number, Signer = $"%{AddressText.Of(worker)}%" }) is { } digest ? Bytes32.Parse(digest) : (Bytes32?)null);

    public IReadOnlyList<StateMove> History(ulong number) => database.Read(unit =>
        HistoryText.Read(unit.ExecuteScalar<string>("SELECT history FROM epochs WHERE number = @Number", new { Number = (long)number })));

    public IReadOnlyDictionary<string, int> CountByState() => database.Read(unit =>
        unit.Query<(string State, long Count)>("SELECT state, count(*) FROM epochs GROUP BY state ORDER BY state").ToDictionary(row => row.State, row => (int)row.Count));

    /// <summary>What the chain settled in an epoch; null if nothing.</summary>
    public SettledPages? Settlement(Address scheduler, ulong number) => database.Read(unit =>
        unit.QuerySingleOrDefault<SettlementRow>(
            "SELECT deals AS Deals, signers AS Signers, pages AS Pages FROM settlements WHERE epoch = @Number", new { Number = (long)number })?.ToPages(scheduler, number));

    private static AnchoredCommitment ReadCommitment(string line) => line.Split(' ') is [var task, var worker, var commitment]
        ? new(Bytes32.Parse(task), AddressText.Parse(worker), Bytes32.Parse(commitment))
        : throw new InvalidOperationException($"'{line}' in table anchors is no commitment: task, worker and commitment, with a space between.");

    private static string[] Split(string? lines) => lines is null or "" ? [] : lines.Split('\n');

    private sealed class SettlementRow
    {
        public string Deals { get; init; } = "";

        public string Signers { get; init; } = "";

        public byte[] Pages { get; init; } = [];

        public SettledPages ToPages(Address scheduler, ulong epoch) =>
            new(scheduler, epoch, [.. Split(Deals).Select(Bytes32.Parse)], PageCodec.Decode(Pages, out _) ?? [], [.. Split(Signers).Select(AddressText.Parse)]);
    }

    private sealed class Row
    {
        public long Number { get; init; }

        public string State { get; init; } = "";

        public string? Root { get; init; }

        public long? AnchorBlock { get; init; }

        public long? AnchoredAt { get; init; }

        public long? ProposedAt { get; init; }

        public string? Deals { get; init; }

        public string? Signers { get; init; }

        public byte[]? Pages { get; init; }

        public string? Digest { get; init; }

        public long? SettleBlock { get; init; }

        public long Attempts { get; init; }

        public long RetryAt { get; init; }

        public string? Reason { get; init; }

        public long ChangedAt { get; init; }

        public EpochRecord ToEpoch() => new()
        {
            Number = (ulong)Number,
            State = Enum.Parse<EpochState>(State),
            Root = Hash(Root),
            AnchorBlock = (ulong?)AnchorBlock,
            AnchoredAt = Time(AnchoredAt),
            ProposedAt = Time(ProposedAt),
            Deals = [.. Split(Deals).Select(Bytes32.Parse)],
            Signers = [.. Split(Signers).Select(AddressText.Parse)],
            Pages = Pages ?? [],
            Digest = Hash(Digest),
            SettleBlock = (ulong?)SettleBlock,
            Attempts = (int)Attempts,
            RetryAt = DateTimeOffset.FromUnixTimeMilliseconds(RetryAt),
            Reason = Reason,
            ChangedAt = DateTimeOffset.FromUnixTimeMilliseconds(ChangedAt),
        };

        private static Bytes32? Hash(string? text) => text is null ? null : Bytes32.Parse(text);

        private static DateTimeOffset? Time(long? milliseconds) => milliseconds is { } value ? DateTimeOffset.FromUnixTimeMilliseconds(value) : null;
    }
}
