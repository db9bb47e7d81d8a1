namespace Ect.Protocol.Certification;

/// <summary>
/// A result is accepted when its credibility is at least θ. If the credibilities are right, so are at least θ of all
/// accepted results, however often saboteurs lie (Sarmenta's principle of credibility-based fault-tolerance).
/// </summary>
/// <param name="AcceptableError">1 − θ, above 0, below 1/2, so that at most one group can have it.</param>
public sealed record CredibilityRule(double AcceptableError) : AcceptanceRule
{
    /// <inheritdoc/>
    public override bool WeighsVotes => true;

    /// <inheritdoc/>
    public override int Choose(ReadOnlySpan<ResultGroup> groups)
    {
        var best = GroupCredibility.Best(groups);
        return best >= 0 && GroupCredibility.IsAccepted(GroupCredibility.Doubt(groups, best), AcceptableError) ? best : -1;
    }
}
