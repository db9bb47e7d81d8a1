namespace Ect.Simulation.Studies;

/// <summary>Whether what is stated is what is seen.</summary>
public enum Verdict
{
    /// <summary>The whole interval agrees with it.</summary>
    Holds,

    /// <summary>The whole interval speaks against it.</summary>
    Fails,

    /// <summary>More runs would tell.</summary>
    Open,
}
