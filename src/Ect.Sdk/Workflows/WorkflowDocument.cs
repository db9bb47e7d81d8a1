namespace Ect.Sdk.Workflows;

/// <summary>A workflow's JSON form. Its members are settable because source-generated reading skips the defaults of init-only ones.</summary>
internal sealed class WorkflowDocument
{
    public string? Ect { get; set; }

    public List<StepDocument> Steps { get; set; } = [];
}
