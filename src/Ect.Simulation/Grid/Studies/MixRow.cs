namespace Ect.Simulation.Grid.Studies;

/// <summary>All policies on one mix of machines.</summary>
/// <param name="Mix">Which.</param>
/// <param name="Policies">In the order of <see cref="PullPolicy.All"/>.</param>
public sealed record MixRow(string Mix, IReadOnlyList<PolicyRow> Policies);
