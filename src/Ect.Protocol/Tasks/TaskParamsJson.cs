using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Ect.Ethereum;
using Ect.Protocol.Deals;
using Ect.Protocol.Machines;

namespace Ect.Protocol.Tasks;

/// <summary>Params as JSON. Writing is done by hand because the text is hashed: its form must never depend on a library's version.</summary>
internal static class TaskParamsJson
{
    private static readonly JsonWriterOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, Indented = false };

    public static TaskParams Parse(string text)
    {
        if (text.Length == 0)
        {
            return TaskParams.Empty;
        }

        CheckLength(Encoding.UTF8.GetByteCount(text));
        try
        {
            var document = JsonSerializer.Deserialize(text, TaskParamsJsonContext.Default.TaskParamsDocument) ?? throw new FormatException("Params are a JSON object, not null.");
            var value = new TaskParams { Args = document.Args, Inputs = document.Inputs, Env = document.Env, LogKey = ReadKey(document.LogKey), Needs = MachineNeedsJson.Read(document.Needs), Repeats = RepetitionJson.Read(document.Repeats) };
            value.Validate();
            return value;
        }
        catch (JsonException exception)
        {
            throw new FormatException($"Params are not valid JSON of the form {{\"args\":[…],\"inputs\":{{…}},\"env\":{{…}},\"logKey\":\"0x…\",\"needs\":{{…}},\"repeats\":{{…}}}}: {exception.Message}", exception);
        }
    }

    public static string Write(TaskParams value)
    {
        value.Validate();
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, Compact))
        {
            writer.WriteStartObject();
            if (value.Args.Count > 0)
            {
                writer.WriteStartArray("args");
                foreach (var argument in value.Args)
                {
                    writer.WriteStringValue(argument);
                }

                writer.WriteEndArray();
            }

            WriteMap(writer, "inputs", value.Inputs);
            WriteMap(writer, "env", value.Env);
            if (value.LogKey is { } key)
            {
                writer.WriteString("logKey", key.ToString());
            }

            MachineNeedsJson.Write(writer, value.Needs);
            RepetitionJson.Write(writer, value.Repeats);

            writer.WriteEndObject();
        }

        CheckLength((int)stream.Length);
        return Encoding.UTF8.GetString(stream.ToArray());
    }

    private static void WriteMap(Utf8JsonWriter writer, string name, IReadOnlyDictionary<string, string> map)
    {
        if (map.Count == 0)
        {
            return;
        }

        writer.WriteStartObject(name);
        foreach (var (key, value) in map.OrderBy(entry => entry.Key, StringComparer.Ordinal))
        {
            writer.WriteString(key, value);
        }

        writer.WriteEndObject();
    }

    private static PublicKey? ReadKey(string? text)
    {
        if (text is null)
        {
            return null;
        }

        try
        {
            return PublicKey.Parse(text);
        }
        catch (FormatException exception)
        {
            throw new FormatException($"Params have a logKey that is none: {exception.Message}", exception);
        }
    }

    private static void CheckLength(int bytes)
    {
        if (bytes > HubRules.MaxParamsLength)
        {
            throw new FormatException($"Params have {bytes} bytes; at most {HubRules.MaxParamsLength} are allowed: put the data into an input.");
        }
    }
}
