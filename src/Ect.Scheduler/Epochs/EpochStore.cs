using Ect.Contracts;
using Ect.Ethereum;
using Ect.Protocol.Epochs;
using Ect.Protocol.Lifecycles;
using Ect.Scheduler.Storage;

namespace Ect.Scheduler.Epochs;

/// <summary>Epochs, their commitments and signatures, and their history. The static methods take part in a caller's transaction.</summary>
internal sealed partial class EpochStore(Database database, TimeProvider time)
{
    /// <summary>
    /// Moves an epoch if it is still in <paramref name="from"/>, with a history row in the same transaction. False if
    /// somebody else has moved it.
    /// </summary>
    /// <exception cref="InvalidOperationException">The lifecycle has no such move.</exception>
    public Task<bool> TryMoveAsync(ulong number, EpochState from, EpochState to, string evidence, CancellationToken ct = default) =>
        database.WriteAsync(unit => TryMove(unit, number, from, to, evidence, time.GetUtcNow()), ct);

    /// <inheritdoc cref="TryMoveAsync"/>
    public static bool TryMove(UnitOfWork unit, ulong number, EpochState from, EpochState to, string evidence, DateTimeOffset at)
    {
        if (!EpochLifecycle.Table.CanMove(from, to))
        {
            throw new InvalidOperationException($"Epoch {number} cannot move from {from} to {to}: the epoch lifecycle has no such transition.");
        }

        var moved = unit.Execute(
            $"UPDATE epochs SET state = @To, changed_at = @At, {HistoryText.Append} WHERE number = @Number AND state = @From",
            new { Number = (long)number, From = from.ToString(), To = to.ToString(), At = at.ToUnixTimeMilliseconds(), Line = HistoryText.Line(from, to, evidence, at) });
        return moved == 1;
    }

    /// <summary>Makes sure that there is an open epoch, and gives its number.</summary>
    public Task<ulong> EnsureOpenAsync(CancellationToken ct) => database.WriteAsync(unit => EnsureOpen(unit, time.GetUtcNow()), ct);

    /// <inheritdoc cref="EnsureOpenAsync"/>
    public static ulong EnsureOpen(UnitOfWork unit, DateTimeOffset at)
    {
        if (FindOpen(unit) is { } open)
        {
            return open;
        }

        var number = (ulong)unit.ExecuteScalar<long>("SELECT coalesce(max(number), 0) + 1 FROM epochs");
        Create(unit, number, EpochLifecycle.Table.Initial, "commitments may come", at);
        return number;
    }

    public static void Create(UnitOfWork unit, ulong number, EpochState state, string evidence, DateTimeOffset at) =>
        unit.Execute(
            "INSERT INTO epochs (number, state, changed_at, history) VALUES (@Number, @State, @At, @Line)",
            new { Number = (long)number, State = state.ToString(), At = at.ToUnixTimeMilliseconds(), Line = HistoryText.Line(null, state, evidence, at) });

    /// <summary>The epoch's commitments are these; the next one opens.</summary>
    public static bool TryClose(UnitOfWork unit, ulong number, IReadOnlyList<AnchoredCommitment> commitments, string evidence, DateTimeOffset at)
    {
        if (!TryMove(unit, number, EpochState.Open, EpochState.Closed, evidence, at))
        {
            return false;
        }

        unit.Execute(
            "INSERT INTO anchors (epoch, commitments) VALUES (@Number, @Commitments)",
            new { Number = (long)number, Commitments = Lines(commitments.Select(commitment => $"{commitment.Task} {AddressText.Of(commitment.Worker)} {commitment.Commitment}")) });
        unit.Execute(
            "UPDATE epochs SET root = @Root, reason = @evidence WHERE number = @Number",
            new { Number = (long)number, Root = new AnchorTree(commitments).Root.ToString(), evidence });
        EnsureOpen(unit, at);
        return true;
    }

    /// <summary>Where the anchor stands and when we saw it; null and null to take it back.</summary>
    public static void PutAnchor(UnitOfWork unit, ulong number, ulong? block, DateTimeOffset? at) =>
        unit.Execute(
            "UPDATE epochs SET anchor_block = @Block, anchored_at = @At, attempts = 0, retry_at = 0, reason = NULL WHERE number = @Number",
            new { Number = (long)number, Block = (long?)block, At = at?.ToUnixTimeMilliseconds() });

    /// <summary>Where the settlement stands; null to take it back.</summary>
    public static void PutSettled(UnitOfWork unit, ulong number, ulong? block) =>
        unit.Execute("UPDATE epochs SET settle_block = @Block, reason = NULL WHERE number = @Number", new { Number = (long)number, Block = (long?)block });

    /// <summary>What was proposed to be signed.</summary>
    public static void PutProposal(UnitOfWork unit, ulong number, SettlementDraft draft, Bytes32 digest, string reason, DateTimeOffset at) =>
        unit.Execute(
            "UPDATE epochs SET proposed_at = @At, deals = @Deals, signers = @Signers, pages = @Pages, digest = @Digest, reason = @reason WHERE number = @Number",
            new
            {
                Number = (long)number,
                At = at.ToUnixTimeMilliseconds(),
                Deals = Lines(draft.Deals),
                Signers = Lines(draft.Signers.Select(AddressText.Of)),
                Pages = draft.Encode(),
                Digest = digest.ToString(),
                reason,
            });

    /// <summary>Keeps a signature that was checked. False if it is there already.</summary>
    public Task<bool> AddSignatureAsync(ulong number, Bytes32 digest, Address worker, byte[] signature, CancellationToken ct) =>
        database.WriteAsync(
            unit => unit.Execute(
                "INSERT INTO epoch_signatures (epoch, digest, worker, signature) VALUES (@Number, @Digest, @Worker, @signature) ON CONFLICT DO NOTHING",
                new { Number = (long)number, Digest = digest.ToString(), Worker = AddressText.Of(worker), signature }) == 1,
            ct);

    /// <summary>What the chain settled.</summary>
    public static void PutSettlement(UnitOfWork unit, SettledPages settled, ulong block) =>
        unit.Execute(
            """
            INSERT INTO settlements (epoch, block, deals, signers, pages) VALUES (@Epoch, @Block, @Deals, @Signers, @Pages)
            ON CONFLICT (epoch) DO UPDATE SET block = excluded.block, deals = excluded.deals, signers = excluded.signers, pages = excluded.pages
            """,
            new { Epoch = (long)settled.Epoch, Block = (long)block, Deals = Lines(settled.Deals), Signers = Lines(settled.Signers.Select(AddressText.Of)), Pages = PageCodec.Encode(settled.Pages) });

    public static void RemoveSettlementsAbove(UnitOfWork unit, long block) =>
        unit.Execute("DELETE FROM settlements WHERE block > @block", new { block });

    /// <summary>Notes a deed that failed and when to try again.</summary>
    public static void Postpone(UnitOfWork unit, ulong number, DateTimeOffset retryAt, string reason) =>
        unit.Execute(
            "UPDATE epochs SET attempts = attempts + 1, retry_at = @At, reason = @reason WHERE number = @Number",
            new { Number = (long)number, At = retryAt.ToUnixTimeMilliseconds(), reason });

    /// <summary>Says why epochs stand where they stand. Writes only what is new.</summary>
    public Task SetReasonsAsync(IReadOnlyDictionary<ulong, string> reasons, CancellationToken ct) => database.WriteAsync(
        unit => unit.ExecuteEach(
            "UPDATE epochs SET reason = @Reason WHERE number = @Number AND reason IS DISTINCT FROM @Reason",
            ["Number", "Reason"],
            [.. reasons.Select(reason => new object?[] { (long)reason.Key, reason.Value })]),
        ct);

    private static string Lines<T>(IEnumerable<T> items) => string.Join('\n', items);
}
