namespace Ect.Sdk.Workflows;

/// <summary>What came of joining results.</summary>
internal abstract record JoinOutcome
{
    private JoinOutcome()
    {
    }

    /// <summary>The folder is in the store.</summary>
    /// <param name="Address">What the tasks read.</param>
    public sealed record Joined(string Address) : JoinOutcome;

    /// <summary>A result lacks what the step reads.</summary>
    /// <param name="Why">Which.</param>
    public sealed record Missing(string Why) : JoinOutcome;
}
