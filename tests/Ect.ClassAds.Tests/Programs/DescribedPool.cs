using System.Numerics;
using System.Text.Json.Nodes;
using Ect.ClassAds.Values;

namespace Ect.ClassAds.Tests.Programs;

/// <summary>A pool of the vectors: what its owner says of it, and its standing offer, which not every pool has.</summary>
internal sealed record DescribedPool(IReadOnlyList<KeyValuePair<string, Value>> Said, BigInteger? Price, BigInteger WorkerStake, int Category, int Trust, bool IsPrivate)
{
    private const long Unit = 1_000_000_000;

    /// <summary>The pool as a machine's ad: what the contract has of it, in the language's own values.</summary>
    public ClassAd Ad
    {
        get
        {
            var ad = Said.Aggregate(ClassAd.Empty, (ad, attribute) => ad.With(attribute.Key, attribute.Value));
            return Price is not { } price
                ? ad
                : ad.With("Price", Units(price + Unit - 1)).With("WorkerStake", Units(WorkerStake)).With("Category", Value.Of((long)Category))
                    .With("Trust", Value.Of(Math.Min((long)Trust, 16))).With("Private", Value.Of(IsPrivate));
        }
    }

    public JsonObject ToJson() => new()
    {
        ["attributes"] = new JsonArray([.. Said.Select(attribute => Attribute(attribute.Key, attribute.Value))]),
        ["hasOffer"] = Price is null ? 0 : 1,
        ["price"] = $"{Price ?? 0}",
        ["workerStake"] = $"{WorkerStake}",
        ["category"] = Category,
        ["trust"] = Trust,
        ["mode"] = IsPrivate ? 2 : 0,
    };

    // The kinds of IMatchmaker.AttributeKind.
    private static JsonObject Attribute(string name, Value value)
    {
        value.TryGetText(out var text);
        var number = value.TryGetInteger(out var integer) ? integer : value.TryGetTruth(out var truth) && truth ? 1 : 0;
        var kind = value.Kind switch { ValueKind.Boolean => 1, ValueKind.Integer => 2, _ => 3 };
        return new() { ["name"] = name, ["kind"] = kind, ["number"] = $"{number}", ["text"] = text };
    }

    private static Value Units(BigInteger amount) => Value.Of((long)BigInteger.Min(amount / Unit, long.MaxValue));
}
