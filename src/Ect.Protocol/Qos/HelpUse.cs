namespace Ect.Protocol.Qos;

/// <summary>What helpers work on (SpeQuloS, HPDC 2012: F, R and D).</summary>
public enum HelpUse
{
    /// <summary>Helpers are workers like the others: they take what waits to be assigned, and compete for it.</summary>
    Flat,

    /// <summary>Helpers are served first what waits, and then copies of what others work on. Needs a scheduler that knows them.</summary>
    Reschedule,

    /// <summary>All that is not completed is handed to the helpers too, as a bag of its own; whichever result comes first counts. Needs nobody's consent.</summary>
    Duplicate,
}
