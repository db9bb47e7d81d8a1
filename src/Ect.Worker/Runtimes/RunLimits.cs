using Ect.Protocol.Tasks;

namespace Ect.Worker.Runtimes;

/// <summary>What one run may use. Exceeding a limit ends the run, and the application is to blame.</summary>
public sealed record RunLimits
{
    private const long MiB = 1024 * 1024;

    /// <summary>Largest <see cref="MemoryBytes"/>: one page below 2 GiB.</summary>
    public const long MaxMemoryBytes = (2048 * MiB) - (64 * 1024);

    /// <summary>
    /// Units of work: about one per WebAssembly instruction, 10,000 per system call and one per byte that a call moves.
    /// Default 1,000,000,000,000, which is some minutes of a processor core. From 1 to <see cref="long.MaxValue"/>.
    /// </summary>
    public long Fuel { get; init; } = 1_000_000_000_000;

    /// <summary>
    /// Fuel that an application must have used since it last began before it begins anew from a state that it saved; a sooner
    /// one is a file like any other. Default 250,000,000, about a second of a processor core; zero or more.
    /// </summary>
    public long CommitFuel { get; init; } = TaskFuel.PerSecond;

    /// <summary>Largest linear memory in bytes. Default 256 MiB; from 64 KiB to <see cref="MaxMemoryBytes"/>.</summary>
    public long MemoryBytes { get; init; } = 256 * MiB;

    /// <summary>Longest run by the worker's clock, compilation and the time in which it is held excluded. Default 10 minutes; greater than zero.</summary>
    public TimeSpan WallTime { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>Longest compilation of a module that is not in the cache, by the worker's clock. Default 30 seconds; greater than zero.</summary>
    public TimeSpan CompileTime { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Sum of the sizes of all files in <c>/out</c>, in bytes. Default 256 MiB; zero or more.</summary>
    public long OutputBytes { get; init; } = 256 * MiB;

    /// <summary>Files and folders in <c>/out</c> at any moment, files still open after removal included. Default 1,000.</summary>
    public int OutputFiles { get; init; } = 1_000;

    /// <summary>Bytes of standard output, and as many of standard error. Default 1 MiB; from 0 to 64 MiB.</summary>
    public int StreamBytes { get; init; } = (int)MiB;

    /// <summary>Largest application file in bytes. Default 16 MiB; greater than zero.</summary>
    public long AppBytes { get; init; } = 16 * MiB;

    /// <summary>Throws when a limit lies outside of its range.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Names the limit and its value.</exception>
    public void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(Fuel, 1, nameof(Fuel));
        ArgumentOutOfRangeException.ThrowIfNegative(CommitFuel, nameof(CommitFuel));
        ArgumentOutOfRangeException.ThrowIfLessThan(MemoryBytes, 64 * 1024, nameof(MemoryBytes));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(MemoryBytes, MaxMemoryBytes, nameof(MemoryBytes));
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(WallTime, TimeSpan.Zero, nameof(WallTime));
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(CompileTime, TimeSpan.Zero, nameof(CompileTime));
        ArgumentOutOfRangeException.ThrowIfNegative(OutputBytes, nameof(OutputBytes));
        ArgumentOutOfRangeException.ThrowIfNegative(OutputFiles, nameof(OutputFiles));
        ArgumentOutOfRangeException.ThrowIfNegative(StreamBytes, nameof(StreamBytes));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(StreamBytes, 64 * (int)MiB, nameof(StreamBytes));
        ArgumentOutOfRangeException.ThrowIfLessThan(AppBytes, 1, nameof(AppBytes));
    }
}
