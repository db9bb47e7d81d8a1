using System.Numerics;
using Ect.Contracts;
using Ect.Ethereum;

namespace Ect.Sdk.Tasks;

/// <summary>One worker's part in a task.</summary>
/// <param name="Worker">Who.</param>
/// <param name="Outcome">What became of it.</param>
/// <param name="Amount">What it was paid, or lost, in units of 10^-18 ECT; zero before the settlement.</param>
/// <param name="ResultHash">What it voted for, once that is public.</param>
/// <param name="Digest">The content root that it revealed on chain, if it did.</param>
/// <param name="DataHash">What it revealed beside the digest, if it did.</param>
public sealed record ContributorInfo(Address Worker, ContributorOutcome Outcome, BigInteger Amount, Bytes32? ResultHash, Bytes32? Digest, Bytes32? DataHash)
{
    internal static ContributorInfo Of(TaskContributor part, TaskCompletion? completion)
    {
        var outcome = part switch
        {
            { Outcome: ContributionOutcome.Accepted } => ContributorOutcome.Right,
            { Outcome: ContributionOutcome.Rejected, Vote.IsZero: true } => ContributorOutcome.Silent,
            { Outcome: ContributionOutcome.Rejected } => ContributorOutcome.Wrong,
            { Outcome: ContributionOutcome.Released } => ContributorOutcome.Released,
            { Outcome: ContributionOutcome.Honoured } => ContributorOutcome.Honoured,
            { Reveal: not null } => ContributorOutcome.Revealed,
            _ => ContributorOutcome.Committed,
        };
        Bytes32? vote = part.Reveal is { } reveal ? Protocol.Contributions.ResultHash.OfData(reveal.Digest, reveal.DataHash)
            : outcome == ContributorOutcome.Right ? completion?.ResultHash
            : part.Vote.IsZero ? null : part.Vote;
        return new(part.Worker, outcome, part.Amount, vote, part.Reveal?.Digest, part.Reveal?.DataHash);
    }
}
