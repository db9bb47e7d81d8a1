namespace Ect.Protocol.Machines;

/// <summary>
/// What must be the same on all machines that compute one task, because the application's result depends on it: BOINC's
/// homogeneous redundancy. A worker says what it is; what a lie brings is a result that nobody agrees with.
/// </summary>
[Flags]
public enum HostSameness
{
    /// <summary>Nothing: the result is the same everywhere, or a comparator makes it so.</summary>
    Any = 0,

    /// <summary>Architecture, vendor, family and model of the processor.</summary>
    Processor = 1,

    /// <summary>Version of the runtime.</summary>
    Runtime = 2,

    /// <summary>Both.</summary>
    Machine = Processor | Runtime,
}
