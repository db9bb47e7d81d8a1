namespace Ect.Protocol.Apps;

/// <summary>A stranger's text in an error message.</summary>
internal static class Shown
{
    private const int MaxLength = 80;

    public static string Of(string? text) => text is null ? "null" : text.Length <= MaxLength ? text : text[..MaxLength] + "…";
}
