using System.Globalization;
using System.Text.RegularExpressions;

namespace Ect.Bench.Reports;

/// <summary>Where the scheduler's slow looks (2 s and more) spend their time, as it says in its log.</summary>
internal sealed partial class LookProfile
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, double> _seconds = [];
    private int _looks;

    /// <summary>Takes note of a line of the log, if it is about a look.</summary>
    public void Read(string line)
    {
        if (Look().Match(line) is not { Success: true } look)
        {
            return;
        }

        lock (_gate)
        {
            _looks++;
            foreach (var step in look.Groups["steps"].Value.Split(", "))
            {
                var words = step.Split(' ');
                _seconds[words[0]] = _seconds.GetValueOrDefault(words[0]) + double.Parse(words[1], CultureInfo.InvariantCulture);
            }
        }
    }

    /// <summary>Begins anew.</summary>
    public void Clear()
    {
        lock (_gate)
        {
            _seconds.Clear();
            _looks = 0;
        }
    }

    /// <summary>How many, how long, and the share of each step, the longest first.</summary>
    public LookShares Shares()
    {
        lock (_gate)
        {
            var total = _seconds.Values.Sum();
            return new(_looks, total, _seconds.OrderByDescending(step => step.Value).ToDictionary(step => step.Key, step => total > 0 ? step.Value / total : 0));
        }
    }

    [GeneratedRegex(@"A look at \d+ open tasks took [\d.]+ s \((?<steps>\w+ [\d.]+ s(, \w+ [\d.]+ s)*)\)")]
    private static partial Regex Look();
}

/// <summary>What slow looks took in all.</summary>
/// <param name="Looks">How many.</param>
/// <param name="Seconds">In all.</param>
/// <param name="Steps">The share of each step, 0 to 1.</param>
internal sealed record LookShares(int Looks, double Seconds, IReadOnlyDictionary<string, double> Steps);
