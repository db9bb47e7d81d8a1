namespace Ect.Protocol.Preferences;

/// <summary>What counts for what a candidate does not tell and others do.</summary>
public enum Untold
{
    /// <summary>The worst that another tells, so that hiding does not pay.</summary>
    Worst,

    /// <summary>The median of what the others tell: neither for it nor against it. Where who tells nothing may have had nothing to tell yet.</summary>
    Middle,
}
