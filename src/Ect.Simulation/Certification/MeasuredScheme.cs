namespace Ect.Simulation.Certification;

/// <summary>What a scheme makes of every strictness and sabotage rate.</summary>
internal sealed record MeasuredScheme(string Name, IReadOnlyList<CurvePoint> Points)
{
    /// <summary>The points of one strictness.</summary>
    public IEnumerable<CurvePoint> At(double acceptableError) => Points.Where(point => point.Parameter == acceptableError);
}
