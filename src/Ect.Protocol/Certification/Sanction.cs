namespace Ect.Protocol.Certification;

/// <summary>What becomes of a worker that failed a spot-check. Its results are dropped either way.</summary>
public enum Sanction
{
    /// <summary>It never works here again, and cannot come back under another name: identities cost something.</summary>
    Blacklist,

    /// <summary>It may come back at once as somebody new.</summary>
    Readmit,
}
