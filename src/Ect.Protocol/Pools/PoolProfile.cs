using System.Text.Json;
using Ect.Ethereum;

namespace Ect.Protocol.Pools;

/// <summary>
/// What a pool's scheduler tells buyers of its pool at <see cref="Path"/> of its status page. It is the pool's word: whoever buys by
/// it can be told a lie, as by any advertisement. Whom it names the chain can be asked about.
/// </summary>
public sealed record PoolProfile
{
    /// <summary>Where it is, on the status page.</summary>
    public const string Path = "/status/pool";

    /// <summary>Longest document in bytes.</summary>
    public const int MaxBytes = 64 << 10;

    /// <summary>Most workers that are named.</summary>
    public const int MaxSample = 8;

    /// <summary>Most <see cref="Paces"/>.</summary>
    public const int MaxPaces = 256;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { RespectNullableAnnotations = true };

    /// <summary>Which requests it takes and likes.</summary>
    public PoolRules Rules { get; init; } = PoolRules.None;

    /// <summary>Connected workers.</summary>
    public int Workers { get; init; }

    /// <summary>Tasks that they run at the same time.</summary>
    public int Slots { get; init; }

    /// <summary>Slots that are free now.</summary>
    public int FreeSlots { get; init; }

    /// <summary>Parts of open tasks that are under way or wait for a worker: a task of three votes has three.</summary>
    public long Load { get; init; }

    /// <summary>How long tasks take, by category; those of which too few were seen are missing.</summary>
    public IReadOnlyList<CategoryPace> Paces { get; init; } = [];

    /// <summary>Share of its tasks that were completed, 0 to 1 (Laplace's rule); null as long as none has ended.</summary>
    public double? Reliability { get; init; }

    /// <summary>Watts of the median worker that says it; null if none does.</summary>
    public double? Watts { get; init; }

    /// <summary>Some connected workers, by lot: the chain says whether they have a seat in the pool, and what their votes weigh.</summary>
    public IReadOnlyList<Address> Sample { get; init; } = [];

    /// <summary>Reads a document. Members that are not known are left out: a newer scheduler may tell more.</summary>
    /// <exception cref="FormatException">It is none, or says what cannot be.</exception>
    public static PoolProfile Read(ReadOnlySpan<byte> json)
    {
        try
        {
            var profile = JsonSerializer.Deserialize<PoolProfile>(json, Json) ?? throw new FormatException("A pool's profile is empty.");
            profile.Check();
            return profile;
        }
        catch (JsonException e)
        {
            throw new FormatException($"A pool's profile is no such document: {e.Message}", e);
        }
    }

    /// <summary>The document.</summary>
    public string Write() => JsonSerializer.Serialize(this, Json);

    private void Check()
    {
        Rules.Check();
        Require(Workers >= 0 && Slots >= 0 && FreeSlots >= 0 && Load >= 0, "a number of workers, slots or parts is negative");
        Require(Paces.Count <= MaxPaces && Paces.All(pace => pace.Seconds is >= 0 and < 1e9), $"it has at most {MaxPaces} paces of 0 to 10^9 seconds");
        Require(Reliability is null or (>= 0 and <= 1), "reliability is a share from 0 to 1");
        Require(Watts is null or (>= 0 and < 1e9), "watts are from 0 to 10^9");
        Require(Sample.Count <= MaxSample, $"at most {MaxSample} workers are named");
    }

    private static void Require(bool holds, string rule)
    {
        if (!holds)
        {
            throw new FormatException($"A pool's profile says what cannot be: {rule}.");
        }
    }
}
