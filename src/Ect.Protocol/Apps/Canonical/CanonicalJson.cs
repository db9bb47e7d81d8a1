using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Ect.Protocol.Apps.Canonical;

/// <summary>
/// JSON without what writers do differently, after RFC 8785: no white space, members by name in the order of UTF-16 code
/// units, strings with the fewest escapes. Other than there, numbers keep their exact value, however many digits they have.
/// </summary>
public static class CanonicalJson
{
    private static readonly JsonDocumentOptions s_options = new() { AllowDuplicateProperties = false, MaxDepth = 64 };

    /// <summary>
    /// The canonical form, or null if the text is no JSON, repeats a member, holds half a surrogate, is nested deeper than 64 or
    /// its form longer than <see cref="CanonicalForm.MaxBytes"/>.
    /// </summary>
    /// <exception cref="OperationCanceledException">Nobody wants it any more.</exception>
    public static string? TryOf(string text, CancellationToken cancellationToken = default)
    {
        try
        {
            using var document = JsonDocument.Parse(text.TrimStart('\uFEFF'), s_options);
            var result = new StringBuilder(text.Length);
            Write(result, document.RootElement, cancellationToken);
            return result.Length <= CanonicalForm.MaxBytes ? result.ToString() : null;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or ArgumentException)
        {
            return null;
        }
    }

    private static void Write(StringBuilder result, JsonElement value, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (result.Length > CanonicalForm.MaxBytes)
        {
            return; // Whoever asked sees that it is too long.
        }

        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                WriteList(result, '{', '}', value.EnumerateObject().OrderBy(member => member.Name, StringComparer.Ordinal), member =>
                {
                    WriteString(result, member.Name);
                    result.Append(':');
                    Write(result, member.Value, cancellationToken);
                });
                break;
            case JsonValueKind.Array:
                WriteList(result, '[', ']', value.EnumerateArray(), item => Write(result, item, cancellationToken));
                break;
            case JsonValueKind.String:
                WriteString(result, value.GetString()!);
                break;
            case JsonValueKind.Number:
                result.Append(Number.Parse(value.GetRawText())?.ToString() ?? value.GetRawText());
                break;
            default:
                result.Append(value.GetRawText());
                break;
        }
    }

    private static void WriteList<T>(StringBuilder result, char open, char close, IEnumerable<T> items, Action<T> write)
    {
        result.Append(open);
        var first = true;
        foreach (var item in items)
        {
            if (!first)
            {
                result.Append(',');
            }

            first = false;
            write(item);
        }

        result.Append(close);
    }

    private static void WriteString(StringBuilder result, string text)
    {
        result.Append('"');
        foreach (var c in text)
        {
            _ = c switch
            {
                '"' => result.Append("\\\""),
                '\\' => result.Append("\\\\"),
                '\b' => result.Append("\\b"),
                '\t' => result.Append("\\t"),
                '\n' => result.Append("\\n"),
                '\f' => result.Append("\\f"),
                '\r' => result.Append("\\r"),
                < ' ' => result.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}"),
                _ => result.Append(c),
            };
        }

        result.Append('"');
    }
}
