using System.Numerics;
using Ect.Contracts;

namespace Ect.Protocol.Trust;

/// <summary>What a deal asks of a result before it is paid.</summary>
/// <param name="Trust">Newcomers whose agreement would do.</param>
/// <param name="Value">What a wrong result may cost, in the token's smallest unit; the stakes of those who agree must reach it.</param>
/// <param name="WorkerStake">What each worker has at stake, in the token's smallest unit.</param>
public readonly record struct TrustDemand(int Trust, BigInteger Value, BigInteger WorkerStake)
{
    /// <summary>Fewest votes: half of the trust, so that reputation never replaces more than every second worker.</summary>
    public int LeastVotes => (Trust + 1) / 2;

    /// <summary>Fewest votes whose stakes reach the value; <see cref="int.MaxValue"/> if no number does.</summary>
    public int VotesForValue =>
        Value.IsZero ? 0
        : WorkerStake.IsZero ? int.MaxValue
        : (int)BigInteger.Min(int.MaxValue, (Value + WorkerStake - 1) / WorkerStake);

    /// <summary>What a deal asks for.</summary>
    public static TrustDemand Of(Deal deal) => new(deal.Trust, deal.Value, deal.WorkerStake);
}
