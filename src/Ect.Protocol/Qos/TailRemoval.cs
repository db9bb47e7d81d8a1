namespace Ect.Protocol.Qos;

/// <summary>How much of a tail help took away.</summary>
public static class TailRemoval
{
    /// <summary>
    /// Tail removal efficiency, 1 − (t_with − t_ideal) / (t_without − t_ideal) (SpeQuloS, HPDC 2012): 1 if the whole tail went, 0 if none,
    /// below 0 if help made it longer, above 1 if the bag ended before its ideal time. Null without a tail.
    /// </summary>
    /// <param name="ideal">Ideal completion time without help, seconds: <see cref="BagProgress.IdealTime"/>.</param>
    /// <param name="without">Real completion time without help, seconds.</param>
    /// <param name="with">Real completion time with help, seconds.</param>
    public static double? Efficiency(double ideal, double without, double with) =>
        without > ideal ? 1 - ((with - ideal) / (without - ideal)) : null;
}
