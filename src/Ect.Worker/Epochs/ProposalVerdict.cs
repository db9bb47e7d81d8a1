using Ect.Ethereum;
using Ect.Worker.Contributions;

namespace Ect.Worker.Epochs;

/// <summary>What a worker makes of a proposed settlement.</summary>
internal abstract record ProposalVerdict
{
    private ProposalVerdict()
    {
    }

    /// <summary>True in all that concerns this worker: worth its signature, if the chain has the anchor.</summary>
    /// <param name="Scheduler">Whose epoch it is, by this worker's own deals.</param>
    /// <param name="Paid">This worker's contributions that it pays.</param>
    public sealed record Acceptable(Address Scheduler, IReadOnlyList<ContributionRecord> Paid) : ProposalVerdict;

    /// <summary>Not to be signed.</summary>
    /// <param name="Reason">Why not.</param>
    /// <param name="Message">The same for people.</param>
    /// <param name="LeftOut">The contribution of which the scheduler must be told again; null if that is not the reason.</param>
    public sealed record Refused(ProposalRefusal Reason, string Message, ContributionRecord? LeftOut = null) : ProposalVerdict;
}
