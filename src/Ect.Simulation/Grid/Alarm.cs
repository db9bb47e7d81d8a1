namespace Ect.Simulation.Grid;

/// <summary>Something that will happen. At the same moment smaller numbers come first, so that every run is the same.</summary>
/// <param name="Time">Seconds since the simulation's start.</param>
/// <param name="Subject">To whom: the number of a machine, a task or a task's copy, as the kind says.</param>
/// <param name="Kind">What.</param>
public readonly record struct Alarm(double Time, int Subject, AlarmKind Kind)
{
    internal bool IsBefore(in Alarm other) =>
        Time < other.Time || (Time == other.Time && (Subject < other.Subject || (Subject == other.Subject && Kind < other.Kind)));
}
