using Ect.Content;

namespace Ect.Sdk.Workflows;

/// <summary>How a bought step ended.</summary>
internal abstract record StepEnd
{
    private StepEnd()
    {
    }

    /// <summary>All results are agreed on and to be had.</summary>
    /// <param name="Roots">Their content roots, by index.</param>
    public sealed record Completed(IReadOnlyList<Cid> Roots) : StepEnd;

    /// <summary>At least one task has no usable result.</summary>
    /// <param name="Why">Which, and why.</param>
    public sealed record Broken(string Why) : StepEnd;
}
