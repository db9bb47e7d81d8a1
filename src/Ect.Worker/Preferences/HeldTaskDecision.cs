using Ect.Wire;

namespace Ect.Worker.Preferences;

/// <summary>
/// What becomes of a task that is held: it waits as long as it can still be done in time, then it is given back, which costs
/// nothing before its commitment, and others have time to do it.
/// </summary>
public static class HeldTaskDecision
{
    /// <summary>The last moment at which it must go on.</summary>
    /// <param name="due">When the commitment must be there.</param>
    /// <param name="computed">How long it has been computed.</param>
    /// <param name="expected">What the application says is left; null if it says nothing. Then half is taken to be done, and nothing where it has not begun.</param>
    /// <param name="longest">The longest run.</param>
    public static DateTimeOffset LatestStart(DateTimeOffset due, TimeSpan computed, TimeSpan? expected, TimeSpan longest)
    {
        var most = longest - computed;
        var left = expected ?? (computed > TimeSpan.Zero ? computed : most);
        return due - (left < most ? left : most);
    }

    /// <summary>Whether to give it back now.</summary>
    /// <param name="phase">Where it is. One of which only the result is built is not held.</param>
    /// <param name="latestStart">The last moment at which it must go on.</param>
    /// <param name="rest">Why the worker rests.</param>
    /// <param name="now">The moment.</param>
    public static bool MustGiveBack(Phase phase, DateTimeOffset latestStart, Rest rest, DateTimeOffset now) =>
        phase != Phase.Building && (now >= latestStart || rest.Until > latestStart);
}
