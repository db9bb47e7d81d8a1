using System.Globalization;
using Ect.Protocol.Apps;

namespace Ect.Protocol.Preferences;

/// <summary>What a buyer cares for and how much: a preset's name or weights of its own.</summary>
public sealed class Preference
{
    /// <summary>Longest text that is read.</summary>
    public const int MaxLength = 200;

    /// <summary>Largest weight.</summary>
    public const double MaxWeight = 1000;

    private readonly double[] _weights;

    private Preference(string? name, string meaning, double[] weights) => (Name, Meaning, _weights) = (name, meaning, weights);

    /// <summary>A low price before all.</summary>
    public static Preference Cheap { get; } = Preset("cheap", "the lowest price; slower machines and longer waits are accepted", price: 6, time: 1, trust: 1, reliability: 2);

    /// <summary>A quick result before all.</summary>
    public static Preference Fast { get; } = Preset("fast", "the result as soon as possible, on machines that finish what they take; it may cost more", price: 1, time: 6, reliability: 2, locality: 1);

    /// <summary>A right result before all.</summary>
    public static Preference Safe { get; } = Preset("safe", "machines with the best record of right and finished work; it may cost more and take longer", price: 1, time: 1, trust: 5, reliability: 3);

    /// <summary>Little energy before all.</summary>
    public static Preference Green { get; } = Preset("green", "the least energy, near the data; it may take longer", price: 1, time: 1, reliability: 1, energy: 6, locality: 1);

    /// <summary>Some of everything. What is taken if nothing is said.</summary>
    public static Preference Balanced { get; } = Preset("balanced", "a bit of everything: price, time, trust and reliability alike, energy and locality half as much", price: 2, time: 2, trust: 2, reliability: 2, energy: 1, locality: 1);

    /// <summary>Those with a name.</summary>
    public static IReadOnlyList<Preference> Presets { get; } = [Cheap, Fast, Safe, Green, Balanced];

    /// <summary>The preset's name; null for weights of one's own.</summary>
    public string? Name { get; }

    /// <summary>What it means for who buys, in one line, to be shown before buying.</summary>
    public string Meaning { get; }

    /// <summary>The weight of an aspect, 0 to <see cref="MaxWeight"/>; only ratios matter.</summary>
    public double this[Aspect aspect] => _weights[(int)aspect];

    /// <summary>Reads a preset's name, such as <c>cheap</c>, or weights, such as <c>price=3,time=1,trust=2</c>.</summary>
    /// <exception cref="FormatException">Neither; the message names the value and the rule.</exception>
    public static Preference Parse(string text)
    {
        if (string.IsNullOrWhiteSpace(text) || text.Length > MaxLength)
        {
            throw new FormatException($"A preference has 1 to {MaxLength} characters: {Rule}.");
        }

        return Presets.FirstOrDefault(preset => preset.Name!.Equals(text.Trim(), StringComparison.OrdinalIgnoreCase)) ?? (text.Contains('=', StringComparison.Ordinal)
            ? Own(text)
            : throw new FormatException($"There is no preference '{Shown.Of(text.Trim())}': {Rule}."));
    }

    /// <summary>As <see cref="Parse"/> reads it.</summary>
    public override string ToString() => Name ?? string.Join(',', AspectScale.All.Where(aspect => this[aspect] > 0).Select(aspect => string.Create(CultureInfo.InvariantCulture, $"{aspect.Name()}={this[aspect]}")));

    private static string Rule => "give cheap, fast, safe, green or balanced, or weights such as price=3,time=1,trust=2 of price, time, trust, reliability, energy and locality";

    private static Preference Own(string text)
    {
        var weights = new double?[AspectScale.All.Count];
        foreach (var part in text.Split(','))
        {
            var (name, value) = part.Split('=') is [var left, var right]
                ? (left.Trim(), right.Trim())
                : throw new FormatException($"'{Shown.Of(part.Trim())}' in a preference is no weight: write an aspect, '=' and a number, such as price=3.");
            var at = AspectScale.All.Select(aspect => aspect.Name()).ToList().FindIndex(known => known.Equals(name, StringComparison.OrdinalIgnoreCase));
            if (at < 0)
            {
                throw new FormatException($"'{Shown.Of(name)}' in a preference is no aspect; there are price, time, trust, reliability, energy and locality.");
            }

            if (weights[at] is not null)
            {
                throw new FormatException($"A preference has '{name}' twice; give each aspect one weight.");
            }

            weights[at] = double.TryParse(value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var weight) && weight is >= 0 and <= MaxWeight
                ? weight
                : throw new FormatException($"The weight of {name} is '{Shown.Of(value)}'; it must be a number from 0 to {MaxWeight.ToString(CultureInfo.InvariantCulture)}.");
        }

        double[] given = [.. weights.Select(weight => weight ?? 0)];
        return given.Any(weight => weight > 0)
            ? new(null, MeaningOf(given), given)
            : throw new FormatException("All weights of a preference are 0; give at least one aspect a weight above 0.");
    }

    private static string MeaningOf(double[] weights) => string.Join(", ", AspectScale.All
        .Where(aspect => weights[(int)aspect] > 0)
        .OrderByDescending(aspect => weights[(int)aspect])
        .Select(aspect => string.Create(CultureInfo.InvariantCulture, $"{aspect.Name()} {weights[(int)aspect] / weights.Sum():P0}")));

    private static Preference Preset(string name, string meaning, double price = 0, double time = 0, double trust = 0, double reliability = 0, double energy = 0, double locality = 0) =>
        new(name, meaning, [price, time, trust, reliability, energy, locality]);
}
