namespace Ect.Protocol.Certification;

/// <summary>m-first voting: the first result that has m votes. With m = 1 whatever comes first.</summary>
/// <param name="Votes">m, at least 1.</param>
public sealed record MajorityRule(int Votes) : AcceptanceRule
{
    /// <inheritdoc/>
    public override int Choose(ReadOnlySpan<ResultGroup> groups)
    {
        for (var i = 0; i < groups.Length; i++)
        {
            if (groups[i].Votes >= Votes)
            {
                return i;
            }
        }

        return -1;
    }
}
