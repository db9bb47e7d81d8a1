using System.Text.Json;
using Ect.Content;
using Ect.Sdk;
using Ect.Sdk.Tasks;

namespace Ect.Cli.Waiting;

/// <summary>How an application failed, as the agreed result tells: the file failure.json in it.</summary>
internal static class AppFailure
{
    private const string FileName = "failure.json";
    private const int LargestFile = 64 << 10;

    /// <summary>One sentence; null if the application did not fail, or the content store does not give the file.</summary>
    public static async Task<string?> ReadAsync(EctClient client, TaskInfo task, CancellationToken cancellation)
    {
        if (!task.AppFailed || task.Digest is not { } digest)
        {
            return null;
        }

        try
        {
            return Read(await client.Content.ReadFileAsync(Cid.FromDigest(digest.ToBytes()), FileName, LargestFile, cancellation));
        }
        catch (Exception e) when (e is ContentException or FileNotFoundException)
        {
            return null;
        }
    }

    private static string? Read(byte[] json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            return document.RootElement.GetProperty("message").GetString();
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return null;
        }
    }
}
