namespace Ect.Protocol.Certification;

/// <summary>How far the results of an entry have come.</summary>
/// <param name="Lead">Natural logarithm of the leading group's odds; −∞ if there is no result yet.</param>
/// <param name="Against">The same of the odds of all other groups, added up; −∞ if there are none.</param>
public readonly record struct ReplicationState(double Lead, double Against)
{
    /// <summary>No result yet.</summary>
    public static ReplicationState Empty { get; } = new(double.NegativeInfinity, double.NegativeInfinity);

    /// <summary>As these groups are.</summary>
    public static ReplicationState Of(ReadOnlySpan<ResultGroup> groups)
    {
        var best = GroupCredibility.Best(groups);
        if (best < 0)
        {
            return Empty;
        }

        var against = 0.0;
        for (var i = 0; i < groups.Length; i++)
        {
            against += i == best ? 0 : Math.Exp(groups[i].LogOdds - groups[best].LogOdds);
        }

        return new(groups[best].LogOdds, groups[best].LogOdds + Math.Log(against));
    }

    /// <summary>With more results like these.</summary>
    /// <param name="agreeing">That join the leading group.</param>
    /// <param name="dissenting">That join those against it.</param>
    /// <param name="logOdds">Of each of them.</param>
    internal ReplicationState With(int agreeing, int dissenting, double logOdds) =>
        new(Joined(Lead, agreeing, logOdds), Joined(Against, dissenting, logOdds));

    // A group that nobody is in has odds of nothing, of one vote those of the vote.
    private static double Joined(double group, int votes, double logOdds) =>
        votes == 0 ? group : (double.IsNegativeInfinity(group) ? 0 : group) + (votes * logOdds);
}
