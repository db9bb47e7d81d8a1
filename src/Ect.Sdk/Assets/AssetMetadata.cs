using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Ect.Sdk.Assets;

/// <summary>What an asset's registry entry says about it: a short JSON document. Read leniently, since anybody may write anything.</summary>
public sealed record AssetMetadata
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>A name for people; nothing makes it unique.</summary>
    public string? Name { get; init; }

    /// <summary>One sentence.</summary>
    public string? Description { get; init; }

    /// <summary>Of a pool: where workers find the scheduler (gRPC).</summary>
    public Uri? Scheduler { get; init; }

    /// <summary>Of a pool: where GET /status answers.</summary>
    public Uri? Status { get; init; }

    /// <summary>The document; empty for anything that is not one.</summary>
    public static AssetMetadata Read(string metadata)
    {
        try
        {
            return metadata.StartsWith('{') ? JsonSerializer.Deserialize<AssetMetadata>(metadata, Json) ?? new() : new();
        }
        catch (JsonException)
        {
            return new();
        }
    }

    /// <summary>Compact JSON.</summary>
    public string Write() => JsonSerializer.Serialize(this, Json);
}
