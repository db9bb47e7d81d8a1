namespace Ect.Sdk.Workflows;

/// <summary>An input in JSON: exactly one of content, path, each and from; entry and own belong to from.</summary>
internal sealed class StepInputDocument
{
    public string? Content { get; set; }

    public string? Path { get; set; }

    public string? Each { get; set; }

    public string? From { get; set; }

    public string? Entry { get; set; }

    public bool? Own { get; set; }
}
