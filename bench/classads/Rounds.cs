using System.Diagnostics;

namespace Ect.Bench.ClassAds;

/// <summary>Measures by repeating. The best round is the one that others disturbed least.</summary>
internal static class Rounds
{
    /// <summary>Seconds of the best round and of the middle one.</summary>
    public static (double Best, double Median) Of(int rounds, Action round)
    {
        var seconds = new double[rounds];
        for (var i = 0; i < rounds; i++)
        {
            var begun = Stopwatch.GetTimestamp();
            round();
            seconds[i] = Stopwatch.GetElapsedTime(begun).TotalSeconds;
        }

        Array.Sort(seconds);
        return (seconds[0], seconds[rounds / 2]);
    }
}
