using Ect.Protocol.Preferences;

namespace Ect.Simulation.Grid;

/// <summary>Who buys a share of the tasks.</summary>
/// <param name="Preference">What it cares for.</param>
/// <param name="Value">What a wrong result costs it, in tokens for each reference second of the task.</param>
public sealed record Buyer(Preference Preference, double Value);
