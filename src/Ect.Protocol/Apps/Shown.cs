namespace Ect.Protocol.Apps;

/// <summary>Texts of strangers within our own, cut where they are long.</summary>
public static class Shown
{
    private const int MaxLength = 80;

    /// <summary>The text, or its beginning.</summary>
    public static string Of(string? text) => text is null ? "null" : text.Length <= MaxLength ? text : text[..MaxLength] + "…";
}
