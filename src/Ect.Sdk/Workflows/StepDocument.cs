namespace Ect.Sdk.Workflows;

/// <summary>A step in JSON.</summary>
internal sealed class StepDocument
{
    public string Name { get; set; } = "";

    public string App { get; set; } = "";

    public string? Dataset { get; set; }

    public string? Pool { get; set; }

    public uint? Tasks { get; set; }

    public ushort? Trust { get; set; }

    public ushort? Category { get; set; }

    /// <summary>In ECT, as text: JSON numbers lose digits.</summary>
    public string? MaxPrice { get; set; }

    public List<string>? Args { get; set; }

    public SortedDictionary<string, string>? Env { get; set; }

    public SortedDictionary<string, StepInputDocument>? Inputs { get; set; }
}
