using System.Text.Encodings.Web;
using System.Text.Json;

namespace Ect.Worker.Results;

/// <summary>
/// The result of an application that failed in a way that every worker sees alike: <c>failure.json</c> beside
/// <c>stdout.txt</c> and <c>stderr.txt</c>. Its bytes are part of the digest, so they are written by hand.
/// </summary>
internal static class FailureFile
{
    public const string Name = "failure.json";
    public const string StandardOutput = "stdout.txt";
    public const string StandardError = "stderr.txt";

    private static readonly JsonWriterOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Makes the folder hold the failure and what the application printed, nothing else.</summary>
    public static void Write(string folder, string kind, string message, int? exitCode)
    {
        foreach (var entry in new DirectoryInfo(folder).EnumerateFileSystemInfos())
        {
            if (entry is DirectoryInfo inner)
            {
                inner.Delete(recursive: true);
            }
            else if (entry.Name is not (StandardOutput or StandardError))
            {
                entry.Delete();
            }
        }

        File.WriteAllBytes(Path.Combine(folder, Name), Encode(kind, message, exitCode));
        // Whether anything was printed must not show in which files exist.
        File.Open(Path.Combine(folder, StandardOutput), FileMode.OpenOrCreate).Dispose();
        File.Open(Path.Combine(folder, StandardError), FileMode.OpenOrCreate).Dispose();
    }

    private static byte[] Encode(string kind, string message, int? exitCode)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, Compact))
        {
            writer.WriteStartObject();
            writer.WriteString("kind", kind);
            writer.WriteString("message", message);
            if (exitCode is { } code)
            {
                writer.WriteNumber("exitCode", code);
            }

            writer.WriteEndObject();
        }

        stream.WriteByte((byte)'\n');
        return stream.ToArray();
    }
}
