using System.Numerics;

namespace Ect.EndToEnd.Tests.Chaos;

/// <summary>What somebody has in the hub, in the token's smallest unit.</summary>
internal sealed record Purse
{
    public BigInteger Free { get; set; }

    public BigInteger Locked { get; set; }

    public BigInteger Bond { get; set; }

    public BigInteger Earned { get; set; }

    public BigInteger Leaving { get; set; }

    /// <summary>All of it.</summary>
    public BigInteger Sum => Free + Locked + Bond + Earned + Leaving;
}
