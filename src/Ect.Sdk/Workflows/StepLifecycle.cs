namespace Ect.Sdk.Workflows;

/// <summary>What may follow what.</summary>
internal static class StepLifecycle
{
    /// <summary>Whether a step may go from one status to another.</summary>
    public static bool Allows(StepStatus from, StepStatus to) => (from, to) switch
    {
        (StepStatus.Waiting, StepStatus.Requested) => true,
        (StepStatus.Waiting, StepStatus.Skipped) => true,
        (StepStatus.Requested, StepStatus.Bought) => true,
        // The request expired before anything was matched: nobody can match it any more.
        (StepStatus.Requested, StepStatus.Waiting) => true,
        (StepStatus.Bought, StepStatus.Done) => true,
        (StepStatus.Bought, StepStatus.Failed) => true,
        _ => false,
    };

    /// <summary>Whether nothing follows.</summary>
    public static bool IsFinal(StepStatus status) => status is StepStatus.Done or StepStatus.Failed or StepStatus.Skipped;
}
