using System.Numerics;
using Ect.Ethereum;

namespace Ect.Contracts;

/// <summary>One worker's part in a task, as the chain's events tell it.</summary>
/// <param name="Worker">The worker.</param>
/// <param name="Commitment">Its commitment.</param>
/// <param name="Position">Where the commitment stands.</param>
/// <param name="Reveal">What it revealed on chain; null if it did not.</param>
/// <param name="Outcome">How its part ended; null while the task is open.</param>
/// <param name="Amount">Reward if accepted or honoured, lost stake if rejected, else 0. Smallest units.</param>
/// <param name="Vote">Of a settled part: what was counted; zero if silent or unknown.</param>
public sealed record TaskContributor(
    Address Worker,
    Bytes32 Commitment,
    LogPosition Position,
    TaskReveal? Reveal = null,
    ContributionOutcome? Outcome = null,
    BigInteger Amount = default,
    Bytes32 Vote = default);
