using System.Numerics;
using Ect.Contracts;
using Ect.Ethereum;
using Ect.Protocol.Contributions;
using Ect.Protocol.Trust;
using Ect.Worker.Assignments;
using Ect.Worker.Contributions;

namespace Ect.Worker.Epochs;

/// <summary>
/// Whether a worker may sign a settlement: from what it has written down itself, as if the scheduler lied. Pure; what
/// remains for the chain to say is whether the anchor is there. What does not concern this worker is left to those whom it
/// does, and to the chain.
/// </summary>
/// <param name="worker">This worker.</param>
/// <param name="minReward">Least reward for a task, in the token's smallest unit.</param>
internal sealed class ProposalCheck(Address worker, BigInteger minReward)
{
    /// <param name="proposal">What the scheduler wants signed.</param>
    /// <param name="open">This worker's contributions that have not ended.</param>
    /// <param name="isAccepted">Whether the scheduler has said that it has the opening of a task.</param>
    public ProposalVerdict Check(ProposedSettlement proposal, IReadOnlyList<ContributionRecord> open, Func<Bytes32, bool> isAccepted)
    {
        var position = IndexOf(proposal.Signers);
        if (position < 0)
        {
            return Refuse(ProposalRefusal.NotInCrew, $"{worker} is not among the {proposal.Signers.Count} signers.");
        }

        var own = new OwnContributions(open);
        var paid = new Dictionary<Bytes32, ContributionRecord>();
        var schedulers = new HashSet<Address>();
        foreach (var page in proposal.Pages)
        {
            var dealId = proposal.Deals[page.Deal];
            var agreed = page.Signers.FirstOrDefault(s => s.Position == position).Agreed;
            if (own.TermsOf(dealId) is not { } deal)
            {
                if (!agreed.IsEmpty)
                {
                    return Refuse(ProposalRefusal.NotContributed, $"It says that this worker agreed on tasks of deal {dealId}, to which it contributed nothing.");
                }

                continue;
            }

            if (CheckPage(page, dealId, deal, agreed, own, isAccepted, paid) is { } refused)
            {
                return refused;
            }

            if (!agreed.IsEmpty)
            {
                schedulers.Add(deal.Scheduler);
            }
        }

        return paid.Count == 0 ? Refuse(ProposalRefusal.NothingPaid, "This worker is to sign, but it is in no page.")
            : schedulers.Count > 1 ? Refuse(ProposalRefusal.MixedSchedulers, $"Its deals are of {schedulers.Count} schedulers; no settlement can be executed for that.")
            : new ProposalVerdict.Acceptable(schedulers.Single(), [.. paid.Values]);
    }

    /// <summary>
    /// Most votes that an honest scheduler has a use for: as many as it draws if each were a newcomer's. What goes beyond
    /// only divides the reward, perhaps among workers that do not exist.
    /// </summary>
    internal static int MostVotes(Deal deal, uint against)
    {
        var bits = TrustRule.NeededBits(deal.Trust, against);
        return 2 * ((bits + Evidence.NewcomerBits - 1) / Evidence.NewcomerBits) + 2;
    }

    private ProposalVerdict.Refused? CheckPage(
        Page page, Bytes32 dealId, Deal deal, LaneSet agreed, OwnContributions own, Func<Bytes32, bool> isAccepted, Dictionary<Bytes32, ContributionRecord> paid)
    {
        foreach (var (offset, result) in page.Outcomes)
        {
            var record = own.Find(dealId, deal, offset);
            if (!agreed.Contains((int)(offset & 255)))
            {
                if (record is { State: ContributionState.Shown } && IsSame(record, deal, result) && isAccepted(record.Task))
                {
                    return Refuse(ProposalRefusal.LeftOut, $"It leaves this worker out of task {record.Task}, on whose result it agreed in time.") with { LeftOut = record };
                }

                continue;
            }

            if (record is not { State: ContributionState.Shown })
            {
                return Refuse(ProposalRefusal.NotContributed, $"It says that this worker agreed on task {deal.First + (ulong)offset} of deal {dealId}, for which it has opened nothing on the epoch path.");
            }

            if (!IsSame(record, deal, result))
            {
                return Refuse(ProposalRefusal.OtherResult, $"It says that this worker found {result.Digest} for task {record.Task}; it found {record.Digest}.");
            }

            if (!paid.TryAdd(record.Task, record))
            {
                return Refuse(ProposalRefusal.Twice, $"It settles task {record.Task} twice.");
            }
        }

        return agreed.IsEmpty ? null : CheckReward(page, deal);
    }

    private ProposalVerdict.Refused? CheckReward(Page page, Deal deal) =>
        page.Votes > MostVotes(deal, page.Against)
            ? Refuse(ProposalRefusal.TooManyVotes, $"{page.Votes} votes share the reward; with odds of {page.Against} against it the result needs {MostVotes(deal, page.Against)} at most.")
        : WorkerReward.Of(deal, page.Votes) < minReward
            ? Refuse(ProposalRefusal.RewardTooLow, $"Each of {page.Votes} votes earns {Units.FormatEther(WorkerReward.Of(deal, page.Votes))}; this worker asks for {Units.FormatEther(minReward)}.")
        : null;

    private int IndexOf(IReadOnlyList<Address> signers)
    {
        for (var i = 0; i < signers.Count; i++)
        {
            if (signers[i] == worker)
            {
                return i;
            }
        }

        return -1;
    }

    private static bool IsSame(ContributionRecord record, Deal deal, PageResult result) =>
        result.Digest == record.Digest
        && result.DataHash == (record.AppFailed ? ResultHash.AppFailed : ResultHash.DataHash(deal.Callback.IsZero ? null : record.CallbackData));

    private static ProposalVerdict.Refused Refuse(ProposalRefusal reason, string message) => new(reason, message);
}
