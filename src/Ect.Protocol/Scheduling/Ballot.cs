using System.Numerics;
using Ect.Contracts;
using Ect.Ethereum;
using Ect.Protocol.Contributions;
using Ect.Protocol.Trust;

namespace Ect.Protocol.Scheduling;

/// <summary>The votes of a task as they stand: what is on chain, and the openings sent to the scheduler that fit their commitments.</summary>
internal sealed class Ballot
{
    private readonly IReadOnlyList<BallotLine> _lines;

    private Ballot(IReadOnlyList<BallotLine> lines, TrustDemand demand)
    {
        _lines = lines;
        Demand = demand;
        Groups = TrustRule.Groups(lines.Select(line => new Vote(line.Vote, line.Bits)));
        Silent = [.. lines.Where(line => line.Vote.IsZero)];
    }

    public TrustDemand Demand { get; }

    public IReadOnlyList<VoteGroup> Groups { get; }

    public IReadOnlyList<BallotLine> Silent { get; }

    public IReadOnlyList<Address> Workers => [.. _lines.Select(line => line.Worker)];

    /// <summary>The result with most evidence so far; of no votes if there is none.</summary>
    public VoteGroup Leading => Groups.Count == 0 ? default : Groups[0];

    public int Revealed => _lines.Count - Silent.Count;

    public Bytes32? Winner => TrustRule.Winner(Groups, Demand);

    /// <summary>The agreed result among the reveals on chain alone, which is what claim looks at.</summary>
    public Bytes32? StoredWinner => TrustRule.Winner(TrustRule.Groups(_lines.Select(line => new Vote(line.Stored, line.Bits))), Demand);

    public static Ballot Of(TaskView task, IReadOnlyList<ReplicaView> replicas)
    {
        var id = TaskId.Of(task.Deal, task.Index);
        var openings = replicas.Where(r => r.Opening is not null).GroupBy(r => r.Worker).ToDictionary(g => g.Key, g => g.First().Opening!);
        var lines = task.Contributors.OrderBy(c => c.Worker).Select(c => Line(id, c, openings.GetValueOrDefault(c.Worker)));
        return new([.. lines], TrustDemand.Of(task.Deal));
    }

    /// <summary>What stands against the leading result at worst: those who may still speak up side with its strongest opponent.</summary>
    public BigInteger AgainstLeading(IEnumerable<BallotLine> feared)
    {
        var bits = feared.Sum(line => line.Bits);
        var others = Groups.Skip(1).Select(group => group.Bits).ToList();
        if (bits > 0)
        {
            others = [bits + others.FirstOrDefault(), .. others.Skip(1)];
        }

        return others.Aggregate(BigInteger.Zero, (sum, group) => sum + Evidence.Odds(group));
    }

    /// <summary>The openings for finalize. Votes on chain need no salt; with <paramref name="storedOnly"/> other votes are left silent.</summary>
    public IReadOnlyList<Opening> Openings(bool storedOnly = false) =>
        [.. _lines.Select(line => line.Stored.IsZero && !line.Vote.IsZero && !storedOnly
            ? new Opening(line.Worker, line.Vote, line.Salt)
            : new Opening(line.Worker, Bytes32.Zero, Bytes32.Zero))];

    // An opening that does not fit is no opening: the worker counts as silent until it sends the right one or reveals.
    private static BallotLine Line(Bytes32 task, ContributorView contributor, Opening? opening)
    {
        if (!contributor.RevealedHash.IsZero)
        {
            return new(contributor.Worker, contributor.Bits, contributor.RevealedHash, contributor.RevealedHash, Bytes32.Zero);
        }

        var fits = opening is not null
            && !opening.ResultHash.IsZero
            && opening.Worker == contributor.Worker
            && Commitment.Of(task, opening) == contributor.Commitment;
        return fits
            ? new(contributor.Worker, contributor.Bits, opening!.ResultHash, Bytes32.Zero, opening.Salt)
            : new(contributor.Worker, contributor.Bits, Bytes32.Zero, Bytes32.Zero, Bytes32.Zero);
    }
}
