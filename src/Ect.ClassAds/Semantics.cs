namespace Ect.ClassAds;

/// <summary>The two ways in which HTCondor evaluates the same language.</summary>
public enum Semantics
{
    /// <summary>New ClassAds: a name is looked up in its own ad and the ads around it.</summary>
    New,

    /// <summary>
    /// As HTCondor's daemons do: a name that the own ad lacks is looked up in the other ad of the match; MY and CurrentTime work
    /// outside a match; numbers may not begin with a superfluous 0; `;` may separate arguments.
    /// </summary>
    Old,
}
