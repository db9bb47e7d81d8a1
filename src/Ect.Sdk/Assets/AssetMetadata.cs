using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Ect.Sdk.Assets;

/// <summary>What an asset's registry entry says about it: a short JSON document. Read leniently, since anybody may write anything.</summary>
public sealed record AssetMetadata
{
    /// <summary>Most addresses of a pool's schedulers that are made use of.</summary>
    public const int MostAddresses = 4;

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

    /// <summary>Of a pool of which several schedulers may lead, one at a time: where else workers find it. In a member of its own, which earlier programs do not read.</summary>
    public IReadOnlyList<Uri>? OtherSchedulers { get; init; }

    /// <summary>Of a pool: where GET /status answers.</summary>
    public Uri? Status { get; init; }

    /// <summary>Of a pool of which several schedulers may lead, one at a time: where else GET /status answers.</summary>
    public IReadOnlyList<Uri>? OtherStatuses { get; init; }

    /// <summary>Where workers may find the scheduler, in the order in which to try; none if the pool names no http or https URL.</summary>
    [JsonIgnore]
    public IReadOnlyList<Uri> Schedulers => Usable(Scheduler, OtherSchedulers);

    /// <summary>Where the status may answer, in the order in which to ask; none if the pool names no http or https URL.</summary>
    [JsonIgnore]
    public IReadOnlyList<Uri> StatusPages => Usable(Status, OtherStatuses);

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

    private static List<Uri> Usable(Uri? first, IReadOnlyList<Uri?>? others) =>
        [.. new[] { first }.Concat(others ?? []).OfType<Uri>().Where(url => url is { IsAbsoluteUri: true, Scheme: "http" or "https" }).Distinct().Take(MostAddresses)];
}
