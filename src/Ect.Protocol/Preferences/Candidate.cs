using System.Globalization;

namespace Ect.Protocol.Preferences;

/// <summary>Something to choose, a machine or a pool's order, and what is known of it. Units are those of <see cref="Aspect"/>.</summary>
public sealed class Candidate
{
    private readonly double?[] _values = new double?[AspectScale.All.Count];

    /// <summary>Nothing is known yet.</summary>
    /// <param name="name">For explanations.</param>
    public Candidate(string name) => Name = name;

    /// <summary>For explanations.</summary>
    public string Name { get; }

    /// <summary>What it costs.</summary>
    public double? Price { get => this[Aspect.Price]; init => Set(Aspect.Price, value); }

    /// <summary>Seconds until the result is expected.</summary>
    public double? Time { get => this[Aspect.Time]; init => Set(Aspect.Time, value); }

    /// <summary>Bits.</summary>
    public double? Trust { get => this[Aspect.Trust]; init => Set(Aspect.Trust, value); }

    /// <summary>0 to 1.</summary>
    public double? Reliability { get => this[Aspect.Reliability]; init => Set(Aspect.Reliability, value); }

    /// <summary>Joules.</summary>
    public double? Energy { get => this[Aspect.Energy]; init => Set(Aspect.Energy, value); }

    /// <summary>0 to 1.</summary>
    public double? Locality { get => this[Aspect.Locality]; init => Set(Aspect.Locality, value); }

    /// <summary>The value of an aspect; null if it is not known.</summary>
    public double? this[Aspect aspect] => _values[(int)aspect];

    private void Set(Aspect aspect, double? value) => _values[(int)aspect] = value is not { } known || aspect.Allows(known)
        ? value
        : throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"The {aspect.Name()} of '{Name}' is {value}; it must be a number from 0{(aspect is Aspect.Reliability or Aspect.Locality ? " to 1" : "")}."));
}
