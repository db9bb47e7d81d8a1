using Ect.Protocol.Apps;

namespace Ect.Protocol.Machines;

/// <summary>A runtime that a worker has, and what its owner lends through it.</summary>
/// <param name="Runtime">What it runs.</param>
/// <param name="Version">Name and version of the program and its architecture, as far as results may depend on them.</param>
public sealed record RuntimeOffer(AppRuntime Runtime, string Version)
{
    /// <summary>Most memory in bytes of one application; null for whatever the deal's category allows.</summary>
    public long? MemoryBytes { get; init; }

    /// <summary>Whether applications may have a network.</summary>
    public bool Network { get; init; }
}
