namespace Ect.Protocol.Preferences;

/// <summary>What a buyer may care for when machines or pools are chosen.</summary>
public enum Aspect
{
    /// <summary>What the work costs, in any unit of money that is the same for all.</summary>
    Price,

    /// <summary>Seconds until the result is expected.</summary>
    Time,

    /// <summary>What the votes for a result weigh, in bits (<see cref="Protocol.Trust.Evidence"/>).</summary>
    Trust,

    /// <summary>Share of the tasks taken that were finished in time, 0 to 1.</summary>
    Reliability,

    /// <summary>Joules that the work takes.</summary>
    Energy,

    /// <summary>Share of the input's bytes that lie there already, 0 to 1.</summary>
    Locality,
}
