namespace Ect.Protocol.Preferences;

/// <summary>How a difference becomes a preference: the six of Brans and Vincke (Management Science 31, 1985).</summary>
public enum PreferenceShape
{
    /// <summary>Any difference counts fully.</summary>
    Usual,

    /// <summary>Up to q none, beyond it fully.</summary>
    UShape,

    /// <summary>Growing from none up to p, beyond it fully.</summary>
    VShape,

    /// <summary>Up to q none, up to p by half, beyond it fully.</summary>
    Level,

    /// <summary>Up to q none, growing from there up to p, beyond it fully.</summary>
    Linear,

    /// <summary>1 − exp(−d² / 2s²).</summary>
    Gaussian,
}
