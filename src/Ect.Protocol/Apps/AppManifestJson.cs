using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Ect.Protocol.Machines;

namespace Ect.Protocol.Apps;

/// <summary>Manifests as JSON. Writing is done by hand because the text is hashed: its form must never depend on a library's version.</summary>
internal static class AppManifestJson
{
    private static readonly JsonWriterOptions s_compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, Indented = false };

    public static AppManifest Parse(ReadOnlySpan<byte> json)
    {
        CheckLength(json.Length);
        try
        {
            var document = JsonSerializer.Deserialize(json, AppManifestJsonContext.Default.AppManifestDocument)
                ?? throw new FormatException("The app manifest is null: it must be a JSON object.");
            return AppManifestRules.Read(document);
        }
        catch (JsonException e)
        {
            throw new FormatException($"The app manifest cannot be read{Position(e)}: {Reason(e)}", e);
        }
    }

    public static string Write(AppManifest manifest)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, s_compact))
        {
            writer.WriteStartObject();
            writer.WriteString("ect", AppManifest.Format);
            writer.WriteString("runtime", manifest.Runtime.Name());
            switch (manifest)
            {
                case AppManifest.Wasm wasm:
                    WriteModule(writer, wasm);
                    break;
                case AppManifest.Oci oci:
                    WriteImage(writer, oci);
                    break;
            }

            CompareJson.Write(writer, manifest.Compare);
            if (manifest.Hosts.Name() is { } hosts)
            {
                writer.WriteString("hosts", hosts);
            }

            AdExpression.Write(writer, "requirements", manifest.Requirements);
            AdExpression.Write(writer, "rank", manifest.Rank);

            writer.WriteEndObject();
        }

        // What is written must be readable: the rules stand in one place.
        Parse(stream.ToArray());
        return Encoding.UTF8.GetString(stream.ToArray());
    }

    private static void WriteModule(Utf8JsonWriter writer, AppManifest.Wasm wasm)
    {
        writer.WriteString("module", wasm.Module);
        if (wasm.CheckpointBytes != 0)
        {
            writer.WriteNumber("checkpoint", wasm.CheckpointBytes);
        }
    }

    private static void WriteImage(Utf8JsonWriter writer, AppManifest.Oci oci)
    {
        writer.WriteStartObject("image");
        if (oci.Image.Archive is { } archive)
        {
            writer.WriteString("archive", archive);
        }

        if (oci.Image.Reference is { } reference)
        {
            writer.WriteString("reference", reference);
        }

        writer.WriteString("digest", oci.Image.Digest);
        writer.WriteEndObject();
        if (oci.Entrypoint.Count > 0)
        {
            writer.WriteStartArray("entrypoint");
            foreach (var part in oci.Entrypoint)
            {
                writer.WriteStringValue(part);
            }

            writer.WriteEndArray();
        }

        if (oci.MemoryBytes != AppManifest.Oci.DefaultMemoryBytes)
        {
            writer.WriteNumber("memory", oci.MemoryBytes);
        }

        if (oci.Pids != AppManifest.Oci.DefaultPids)
        {
            writer.WriteNumber("pids", oci.Pids);
        }

        if (oci.Network)
        {
            writer.WriteBoolean("network", true);
        }
    }

    private static void CheckLength(int bytes)
    {
        if (bytes > AppManifest.MaxBytes)
        {
            throw new FormatException(string.Create(CultureInfo.InvariantCulture, $"The app manifest has {bytes} bytes; at most {AppManifest.MaxBytes} are allowed."));
        }
    }

    private static string Position(JsonException e) =>
        e.LineNumber is { } line ? string.Create(CultureInfo.InvariantCulture, $" at {e.Path ?? "$"}, line {line + 1}, byte {e.BytePositionInLine + 1}") : "";

    // The library's message names a type of ours and repeats the position.
    private static string Reason(JsonException e)
    {
        if (e.Message.Contains("could not be mapped to any .NET member", StringComparison.Ordinal))
        {
            return $"there is no member '{e.Path?[(e.Path.LastIndexOf('.') + 1)..]}'; remove it, or correct its name (docs/apps.md lists them).";
        }

        var end = e.Message.IndexOf(" Path: ", StringComparison.Ordinal);
        return end < 0 ? e.Message : e.Message[..end];
    }
}
