using System.Numerics;

namespace Ect.Contracts;

public sealed partial record Deal
{
    /// <summary>
    /// What reputations are weighed against, in the token's smallest unit: the declared value; if none was declared, what was
    /// paid for the computing.
    /// </summary>
    public BigInteger ValueAtStake => Value.IsZero ? PoolPrice : Value;
}
