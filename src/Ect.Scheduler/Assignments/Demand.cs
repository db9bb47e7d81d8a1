using Ect.Scheduler.Tasks;

namespace Ect.Scheduler.Assignments;

/// <summary>A task that needs more workers.</summary>
/// <param name="Open">The task.</param>
/// <param name="Count">How many; at least 1.</param>
internal sealed record Demand(OpenTask Open, int Count);
