using Ect.Wire;

namespace Ect.Worker.Live;

/// <summary>How far a run is.</summary>
/// <param name="Phase">Where it is.</param>
/// <param name="Fraction">What is done as the application says, 0 to 1; null if it says nothing.</param>
/// <param name="Computed">How long the application has run, without the time in which it was held.</param>
/// <param name="Remaining">What is left by its own account; null if nothing can be said.</param>
internal sealed record RunView(Phase Phase, double? Fraction, TimeSpan Computed, TimeSpan? Remaining);
