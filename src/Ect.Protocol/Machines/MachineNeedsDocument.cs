namespace Ect.Protocol.Machines;

/// <summary>The JSON form of needs. Its members are settable because source-generated reading skips the defaults of init-only ones.</summary>
internal sealed class MachineNeedsDocument
{
    public string? Runtime { get; set; }

    public long? Memory { get; set; }

    public bool? Network { get; set; }

    public string? Hosts { get; set; }

    public string? Requirements { get; set; }

    public string? Rank { get; set; }

    public string? Prefer { get; set; }

    public string? Ad { get; set; }
}
