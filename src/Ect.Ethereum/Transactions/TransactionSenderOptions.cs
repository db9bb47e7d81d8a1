using System.Numerics;

namespace Ect.Ethereum.Transactions;

/// <summary>Patience and generosity of a <see cref="TransactionSender"/>.</summary>
public sealed record TransactionSenderOptions
{
    /// <summary>Factor on the estimated gas, at least 1; 1.25. What is not used is not paid.</summary>
    public double GasMargin { get; init; } = 1.25;

    /// <summary>Longest wait between looks at the chain while a transaction is under way; 1 s. Looks start at a twentieth of it.</summary>
    public TimeSpan PollInterval { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>A transaction unknown to the node is sent again after this time; 3 s.</summary>
    public TimeSpan ResendAfter { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>A transaction known but not mined is replaced by one with higher fees after this time; 30 s.</summary>
    public TimeSpan BumpAfter { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a doubtful look (a missing receipt, a gap of nonces) must stay so before it is believed; 3 s.</summary>
    public TimeSpan Doubt { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>How long SendAsync waits for the receipt; 10 minutes. The transaction stays looked after.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>
    /// Blocks that a transaction must be deep before it counts as mined, 1 to 64; 1 (its own block) suits a chain of one's own.
    /// Until then one that a re-organisation drops is sent again.
    /// </summary>
    public int Confirmations { get; init; } = 1;

    /// <summary>The most wei per gas ever offered; null is without limit. A transaction that this does not pay for waits, and says so.</summary>
    public BigInteger? MaxFeePerGas { get; init; }
}
