using System.Numerics;
using Ect.Ethereum;
using Ect.Scheduler.Workers;

namespace Ect.Scheduler.Assignments;

/// <summary>A worker that asks for work, with what it has left in this round.</summary>
internal sealed class Candidate(WorkerSession session, BigInteger stake, BigInteger atRisk = default)
{
    private BigInteger _atRisk = atRisk;

    public WorkerSession Session { get; } = session;

    public Address Worker => Session.Worker;

    public int Credit { get; private set; } = session.Credit;

    /// <summary>Free balance less the stakes that its uncommitted assignments will lock.</summary>
    public BigInteger Stake { get; private set; } = stake;

    /// <summary>What is left of its bond beside the tasks on the epoch path that are not settled yet.</summary>
    public BigInteger BondLeft(BigInteger bond) => bond - _atRisk;

    public void Take(BigInteger stake)
    {
        Credit--;
        Stake -= stake;
    }

    public void TakeBond(BigInteger risk)
    {
        Credit--;
        _atRisk += risk;
    }
}
