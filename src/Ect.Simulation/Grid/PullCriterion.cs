using Ect.Protocol.Preferences;

namespace Ect.Simulation.Grid;

/// <summary>One criterion by which waiting tasks are ranked.</summary>
/// <param name="Aspect">By what.</param>
/// <param name="Better">What of it is better.</param>
/// <param name="Weight">How much it counts, above 0.</param>
public sealed record PullCriterion(PullAspect Aspect, Better Better = Better.Less, double Weight = 1);
