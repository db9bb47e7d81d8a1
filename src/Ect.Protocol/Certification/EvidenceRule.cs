using System.Numerics;
using Ect.Protocol.Trust;

namespace Ect.Protocol.Certification;

/// <summary>The rule of the contracts, among newcomers: <see cref="TrustRule"/>. What nobody has reputation for is worth 2 bits.</summary>
/// <param name="Trust">Newcomers whose agreement would do, at least 1.</param>
public sealed record EvidenceRule(int Trust) : AcceptanceRule
{
    /// <inheritdoc/>
    public override int Choose(ReadOnlySpan<ResultGroup> groups)
    {
        var all = BigInteger.Zero;
        foreach (var group in groups)
        {
            all += Evidence.Odds(BitsOf(group));
        }

        for (var i = 0; i < groups.Length; i++)
        {
            var bits = BitsOf(groups[i]);
            if (TrustRule.IsReached(new(Trust, 0, 0), groups[i].Votes, bits, all - Evidence.Odds(bits)))
            {
                return i;
            }
        }

        return -1;
    }

    private static int BitsOf(ResultGroup group) => group.Votes * Evidence.NewcomerBits;
}
