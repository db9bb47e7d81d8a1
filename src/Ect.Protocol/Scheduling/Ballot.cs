using Ect.Contracts;
using Ect.Ethereum;
using Ect.Protocol.Contributions;
using Ect.Protocol.Trust;

namespace Ect.Protocol.Scheduling;

/// <summary>The votes of a task as they stand: what is on chain, and the openings sent to the scheduler that fit their commitments.</summary>
internal sealed class Ballot
{
    private readonly IReadOnlyList<(Address Worker, Bytes32 Vote, Bytes32 Stored, Bytes32 Salt)> _lines;

    private Ballot(IReadOnlyList<(Address Worker, Bytes32 Vote, Bytes32 Stored, Bytes32 Salt)> lines, int trust)
    {
        _lines = lines;
        Trust = trust;
        Groups = TrustRule.Groups(lines.Select(line => line.Vote));
        Silent = [.. lines.Where(line => line.Vote.IsZero).Select(line => line.Worker)];
    }

    public int Trust { get; }

    public IReadOnlyList<VoteGroup> Groups { get; }

    public IReadOnlyList<Address> Silent { get; }

    public IReadOnlyList<Address> Workers => [.. _lines.Select(line => line.Worker)];

    public int Leading => Groups.Count == 0 ? 0 : Groups[0].Votes;

    public int Revealed => _lines.Count - Silent.Count;

    public Bytes32? Winner => TrustRule.Winner(Groups, Trust);

    /// <summary>The agreed result among the reveals on chain alone, which is what claim looks at.</summary>
    public Bytes32? StoredWinner => TrustRule.Winner(TrustRule.Groups(_lines.Select(line => line.Stored)), Trust);

    public static Ballot Of(TaskView task, IReadOnlyList<ReplicaView> replicas)
    {
        var id = TaskId.Of(task.Deal, task.Index);
        var openings = replicas.Where(r => r.Opening is not null).GroupBy(r => r.Worker).ToDictionary(g => g.Key, g => g.First().Opening!);
        var lines = task.Contributors.OrderBy(c => c.Worker).Select(c => Line(id, c, openings.GetValueOrDefault(c.Worker)));
        return new([.. lines], task.Deal.Trust);
    }

    /// <summary>The openings for finalize. Votes on chain need no salt; with <paramref name="storedOnly"/> other votes are left silent.</summary>
    public IReadOnlyList<Opening> Openings(bool storedOnly = false) =>
        [.. _lines.Select(line => line.Stored.IsZero && !line.Vote.IsZero && !storedOnly
            ? new Opening(line.Worker, line.Vote, line.Salt)
            : new Opening(line.Worker, Bytes32.Zero, Bytes32.Zero))];

    // An opening that does not fit is no opening: the worker counts as silent until it sends the right one or reveals.
    private static (Address, Bytes32, Bytes32, Bytes32) Line(Bytes32 task, ContributorView contributor, Opening? opening)
    {
        if (!contributor.RevealedHash.IsZero)
        {
            return (contributor.Worker, contributor.RevealedHash, contributor.RevealedHash, Bytes32.Zero);
        }

        var fits = opening is not null
            && !opening.ResultHash.IsZero
            && opening.Worker == contributor.Worker
            && Commitment.Of(task, opening) == contributor.Commitment;
        return fits
            ? (contributor.Worker, opening!.ResultHash, Bytes32.Zero, opening.Salt)
            : (contributor.Worker, Bytes32.Zero, Bytes32.Zero, Bytes32.Zero);
    }
}
