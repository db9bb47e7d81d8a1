namespace Ect.Cli.Frame;

/// <summary>Ids in tables: the beginning alone, which every command takes for the whole.</summary>
internal static class ShortId
{
    private const int Length = 12;

    public static string Of(object id) => id.ToString() is { Length: > Length } text ? text[..Length] : id.ToString()!;
}
