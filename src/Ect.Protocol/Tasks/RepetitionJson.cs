using System.Text.Json;
using Ect.Ethereum;

namespace Ect.Protocol.Tasks;

/// <summary>The member <c>repeats</c> of params.</summary>
internal static class RepetitionJson
{
    /// <exception cref="FormatException">It is none.</exception>
    public static Repetition? Read(RepetitionDocument? document) => document is null ? null : new()
    {
        Deal = Bytes32.TryParse(document.Deal ?? "", out var deal) ? deal : throw new FormatException($"repeats.deal is '{Shorten(document.Deal)}', which is no deal's id: 0x and 64 hexadecimal digits."),
        First = document.First,
        Size = document.Size,
        Tasks = IndexRanges.Parse(document.Tasks ?? ""),
    };

    public static void Write(Utf8JsonWriter writer, Repetition? value)
    {
        if (value is null)
        {
            return;
        }

        writer.WriteStartObject("repeats");
        writer.WriteString("deal", value.Deal.ToString());
        if (value.First != 0)
        {
            writer.WriteNumber("first", value.First);
        }

        writer.WriteNumber("size", value.Size);
        writer.WriteString("tasks", value.Tasks.ToString());
        writer.WriteEndObject();
    }

    private static string Shorten(string? text) => text is null ? "null" : text.Length <= 80 ? text : text[..80] + "…";
}
