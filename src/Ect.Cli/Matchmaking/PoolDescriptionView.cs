using System.Text.Json.Serialization;
using Ect.ClassAds.Values;
using Ect.Cli.Deals;
using Ect.Cli.Frame;
using Ect.Cli.Home;
using Ect.Contracts;
using Ect.Ethereum;
using Ect.Protocol.Machines;
using Ect.Sdk.Matchmaking;
using Spectre.Console;

namespace Ect.Cli.Matchmaking;

/// <summary>A pool as the matchmaker has it, as commands show it.</summary>
/// <param name="Pool">The pool.</param>
/// <param name="Owner">Whose word the attributes are.</param>
/// <param name="Attributes">What the owner says: nobody has checked it.</param>
/// <param name="Offered">What comes from the standing offer.</param>
/// <param name="Most">Most attributes that an owner says.</param>
/// <param name="Place">Its place in the walk, from one; null if it is not there.</param>
/// <param name="WhyNobodyBuys">Why nobody can buy against its offer.</param>
/// <param name="Gas">Gas that the change took; null without a change.</param>
internal sealed record PoolDescriptionView(
    AssetRef Pool,
    Address Owner,
    IReadOnlyList<PoolDescriptionView.Attribute> Attributes,
    IReadOnlyList<PoolDescriptionView.Attribute> Offered,
    int Most,
    ulong? Place,
    IReadOnlyList<string> WhyNobodyBuys,
    ulong? Gas)
{
    /// <summary>An attribute: its value as the language writes it.</summary>
    internal sealed record Attribute(string Name, string Value, ValueKind Type);

    /// <summary>What the workers said from which it comes, for people; null if it comes from none.</summary>
    [JsonIgnore]
    public string? Source { get; init; }

    [JsonIgnore]
    public bool IsChange { get; init; }

    public static PoolDescriptionView Of(PoolDescription description, NameBook names) => new(
        AssetRef.Of(AssetKind.Pool, description.Pool, names),
        description.Owner,
        Listed(description.Attributes),
        Listed(description.Offered),
        PoolAd.MaxAttributes,
        description.Place == 0 ? null : description.Place,
        description.WhyNobodyBuys,
        null);

    public static PoolDescriptionView Of(DescribeOutcome outcome, NameBook names) => Of(outcome.Description, names) with { Gas = outcome.Gas, IsChange = true };

    public void Render(IAnsiConsole console)
    {
        console.WriteLine($"pool      {Pool}");
        console.WriteLine(Place is { } place ? $"walk      place {place}: contracts find it" : Attributes.Count == 0 ? "walk      not there: nothing is said of it on chain" : "walk      not there: its offer had ended and somebody took it out; any --set, also of what is said already, brings it back");
        if (IsChange)
        {
            console.WriteLine(Gas is { } gas ? $"gas       {gas:N0}" : "gas       none: all of it was said already");
        }

        if (Attributes.Count + Offered.Count > 0)
        {
            console.Write(Tables.Of(
                ["attribute", "value", "who says so"],
                [.. Attributes.Select(one => new[] { one.Name, one.Value, "the owner" }), .. Offered.Select(one => new[] { one.Name, one.Value, UnitOf(one.Name) })]));
        }

        console.WriteLine($"{Attributes.Count} of at most {Most} attributes; integers have 64 bits, names and texts up to 31 bytes. What the owner says nobody has checked.");
        if (Source is not null)
        {
            console.WriteLine(Source);
        }

        foreach (var why in WhyNobodyBuys)
        {
            console.WriteLine($"Nobody can buy from it by its standing offer, so no contract finds it: {why}");
        }
    }

    private static IReadOnlyList<Attribute> Listed(IEnumerable<KeyValuePair<string, Value>> attributes) =>
        [.. attributes.Select(one => new Attribute(one.Key, $"{one.Value}", one.Value.Kind))];

    private static string UnitOf(string name) => name switch
    {
        "Price" => "the offer: in 10^-9 ECT, rounded up",
        "WorkerStake" => "the offer: in 10^-9 ECT, rounded down",
        _ => "the offer",
    };
}
