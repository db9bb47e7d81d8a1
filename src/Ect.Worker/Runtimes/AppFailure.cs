namespace Ect.Worker.Runtimes;

/// <summary>What an application did wrong.</summary>
public enum AppFailure
{
    /// <summary>The file is no application that this runtime can run: not WebAssembly, too large, unknown imports, no entry.</summary>
    Malformed = 1,

    /// <summary>The application ended itself with an exit code other than zero.</summary>
    NonZeroExit,

    /// <summary>The application crashed: unreachable code, memory out of bounds, division by zero, stack overflow.</summary>
    Trap,

    /// <summary>All fuel was used: the application loops for ever or needs more.</summary>
    OutOfFuel,

    /// <summary>The application needed more memory than it may use.</summary>
    MemoryLimit,

    /// <summary>The application wrote more bytes to <c>/out</c> or to a standard stream than it may.</summary>
    OutputLimit,

    /// <summary>The application made more files and folders in <c>/out</c> than it may.</summary>
    TooManyFiles,

    /// <summary>The application left something in <c>/out</c> that no result can hold: a link, a device, a pipe, a name that is not safe.</summary>
    UnusableOutput,

    /// <summary>The application had more processes and threads than it may. Seen by looking now and then: other workers may miss it.</summary>
    ProcessLimit,

    /// <summary>The engine does not start the image, though it starts others. In the engine's own words: other workers may see it start.</summary>
    NotStarted,

    /// <summary>The application ran, or took to compile, longer than it may. Depends on the machine's speed: other workers may see it end.</summary>
    WallTime,
}
