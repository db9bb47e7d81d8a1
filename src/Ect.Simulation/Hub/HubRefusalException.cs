namespace Ect.Simulation.Hub;

/// <summary>The hub would revert.</summary>
public sealed class HubRefusalException(string message) : InvalidOperationException(message);
