namespace Ect.Worker.Runtimes.Wasi;

/// <summary>
/// The only clock that an application sees. It starts at the same instant in every run, moves one millisecond at each
/// reading, so that a loop which waits for time to pass ends, and jumps over sleeps.
/// </summary>
internal sealed class VirtualClock
{
    public const ulong Resolution = 1_000_000;

    /// <summary>2020-01-01T00:00:00Z in nanoseconds since 1970; also the time stamp of every file.</summary>
    public const ulong Start = 1_577_836_800UL * 1_000_000_000;

    /// <summary>Nanoseconds since the start of the run, as the application sees it.</summary>
    public ulong Elapsed { get; set; }

    /// <summary>Nanoseconds by the given WASI clock: 0 is the calendar's, the others count from the start of the run.</summary>
    public ulong Read(int clock)
    {
        Elapsed += Resolution;
        return Peek(clock);
    }

    public ulong Peek(int clock) => clock == 0 ? Start + Elapsed : Elapsed;

    public void Advance(ulong nanoseconds) =>
        Elapsed = Math.Min(Elapsed + Math.Min(nanoseconds, long.MaxValue), long.MaxValue);
}
