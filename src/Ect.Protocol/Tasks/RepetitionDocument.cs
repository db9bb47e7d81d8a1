namespace Ect.Protocol.Tasks;

/// <summary>The JSON form of a repetition.</summary>
internal sealed class RepetitionDocument
{
    public string? Deal { get; set; }

    public uint First { get; set; }

    public uint Size { get; set; }

    public string? Tasks { get; set; }
}
