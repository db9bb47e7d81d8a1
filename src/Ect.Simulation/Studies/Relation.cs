namespace Ect.Simulation.Studies;

/// <summary>How what is seen is to stand to what is stated.</summary>
public enum Relation
{
    /// <summary>As large.</summary>
    Equal,

    /// <summary>As large, to a tenth.</summary>
    About,

    /// <summary>No larger.</summary>
    AtMost,

    /// <summary>No smaller.</summary>
    AtLeast,
}
