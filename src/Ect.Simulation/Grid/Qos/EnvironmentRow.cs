namespace Ect.Simulation.Grid.Qos;

/// <summary>What comes of bags in an environment, with the recommended strategy and without help.</summary>
/// <param name="Environment">Which.</param>
/// <param name="Hours">Until the bag is complete, without help.</param>
/// <param name="Slowdown">That as a multiple of the ideal time.</param>
/// <param name="SpeedUp">How many times sooner it is complete with help, the mean.</param>
/// <param name="Spent">Share of the budget that is spent.</param>
/// <param name="Unfinished">Bags that were not completed in half a year without help.</param>
public sealed record EnvironmentRow(QosEnvironment Environment, Estimate Hours, Estimate Slowdown, Estimate SpeedUp, Estimate Spent, int Unfinished);
