namespace Ect.Bench.Load;

/// <summary>How the simulated workers behave.</summary>
internal sealed record CrowdOptions
{
    public required int Workers { get; init; }

    public uint Slots { get; init; } = 1;

    /// <summary>Mean seconds of a computation; each takes from half to one and a half of it.</summary>
    public double ComputeSeconds { get; init; } = 5;

    /// <summary>Workers that share a TCP connection; 1 to 100.</summary>
    public int StreamsPerConnection { get; init; } = 1;

    /// <summary>One in so many signatures is verified.</summary>
    public int SampleEvery { get; init; } = 100;
}
