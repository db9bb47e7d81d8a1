namespace Ect.Sdk.Workflows;

/// <summary>What is to be done next for a step.</summary>
internal enum StepMove
{
    /// <summary>Join the results that it reads, and sign its request.</summary>
    Sign,

    /// <summary>Match its request, or what is left of it.</summary>
    Match,

    /// <summary>Wait for its results.</summary>
    Follow,

    /// <summary>Give it up: what it reads will never be.</summary>
    Skip,
}
