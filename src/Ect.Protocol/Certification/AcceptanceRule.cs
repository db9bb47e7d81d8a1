namespace Ect.Protocol.Certification;

/// <summary>When a work entry has its result.</summary>
public abstract record AcceptanceRule
{
    /// <summary>Whether it depends on how credible the workers are, not on their number alone.</summary>
    public virtual bool WeighsVotes => false;

    /// <summary>Position of the group that is accepted; −1 while none is.</summary>
    /// <param name="groups">The groups of the entry, in any order.</param>
    public abstract int Choose(ReadOnlySpan<ResultGroup> groups);
}
