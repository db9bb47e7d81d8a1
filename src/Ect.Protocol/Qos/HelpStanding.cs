namespace Ect.Protocol.Qos;

/// <summary>What help a bag has, and what it may still get. A unit of help is what is paid for: an hour of a cloud's machine, or a task bought in a market.</summary>
/// <param name="Affordable">Units that what is left of the budget pays.</param>
/// <param name="Working">Units at work now.</param>
/// <param name="Unhelped">Unfinished tasks that no help works on.</param>
/// <param name="Period">Seconds that one unit works for its price, above 0: 3600 of a machine paid by the hour, a task's duration of a task.</param>
public readonly record struct HelpStanding(int Affordable, int Working, int Unhelped, double Period)
{
    /// <summary>Seconds that one unit works for its price, above 0.</summary>
    public double Period { get; } = Period is > 0 and < double.PositiveInfinity
        ? Period
        : throw new ArgumentOutOfRangeException(nameof(Period), Period, "A unit of help works for more than 0 seconds.");
}
