namespace Ect.Sdk.Workflows;

/// <summary>Where a step stands.</summary>
public enum StepStatus
{
    /// <summary>Nothing was done for it yet.</summary>
    Waiting,

    /// <summary>Its request is signed and written down, and may have been matched.</summary>
    Requested,

    /// <summary>All its tasks are bought.</summary>
    Bought,

    /// <summary>All its results are agreed on and in the content store.</summary>
    Done,

    /// <summary>A task failed, or its result is that the application failed.</summary>
    Failed,

    /// <summary>Never bought: a step that it depends on has failed.</summary>
    Skipped,
}
