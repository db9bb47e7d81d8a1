namespace Ect.Simulation.Grid.Studies;

/// <summary>How quickly a pool of a size is played.</summary>
/// <param name="Policy">How tasks are picked.</param>
/// <param name="Workers">Machines.</param>
/// <param name="Tasks">Tasks.</param>
/// <param name="Outcome">What came of them.</param>
/// <param name="Elapsed">Time that it took, without making the pool and the bag.</param>
public sealed record ScaleRow(PullPolicy Policy, int Workers, int Tasks, GridOutcome Outcome, TimeSpan Elapsed)
{
    /// <summary>Events in a second of real time.</summary>
    public double EventsPerSecond => Outcome.Events / Elapsed.TotalSeconds;
}
