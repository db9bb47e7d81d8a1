namespace Ect.Simulation.Grid.Qos;

/// <summary>A budget of machine time. What is bought is set aside at once, and what is not used comes back: no more than the budget is ever spent.</summary>
/// <param name="seconds">Seconds of a helper's time, not negative.</param>
public sealed class Purse(double seconds)
{
    /// <summary>All of it, in seconds of a helper's time.</summary>
    public double Budget { get; } = seconds >= 0 ? seconds : throw new ArgumentOutOfRangeException(nameof(seconds), seconds, "A budget is not negative.");

    /// <summary>What is neither spent nor set aside.</summary>
    public double Left { get; private set; } = seconds;

    /// <summary>What is spent or set aside.</summary>
    public double Spent => Budget - Left;

    /// <summary>Sets aside as much, or what is left.</summary>
    /// <returns>Seconds that are paid.</returns>
    public double Take(double seconds)
    {
        var taken = Math.Min(seconds, Left);
        Left -= taken;
        return taken;
    }

    /// <summary>Gives back what was not used.</summary>
    public void GiveBack(double seconds) => Left = Math.Min(Budget, Left + seconds);
}
