using Ect.ClassAds;
using Ect.ClassAds.Programs;
using Ect.ClassAds.Values;
using Ect.Protocol.Machines;

namespace Ect.Cli.Matchmaking;

/// <summary>
/// What a pool can say of itself by what its connected workers advertise: how many they are, the least of each number, and the texts
/// in which all agree. So what is required of the pool holds of each of its workers, as far as they say the truth.
/// </summary>
internal static class WorkersSummary
{
    /// <summary>Numbers of machines, as their ads name them: cores, MiB, KiB, devices, tasks at once.</summary>
    private static readonly string[] Least = ["Cpus", "Memory", "Disk", "GPUs", "Slots", "Score"];

    private static readonly string[] Common = ["Arch", "OpSys"];

    /// <summary>The attributes; what some worker does not say is left out.</summary>
    /// <param name="workers">The workers' ads, at least one.</param>
    public static IReadOnlyList<KeyValuePair<string, Value>> Of(IReadOnlyList<ClassAd> workers)
    {
        List<KeyValuePair<string, Value>> attributes = [new("Workers", Value.Of((long)workers.Count))];
        foreach (var name in Least)
        {
            var numbers = workers.Select(ad => ad.Evaluate(name, AdExpression.Options).TryGetNumber(out var number) ? Math.Floor(number) : double.NaN).ToList();
            if (numbers.TrueForAll(number => number is >= 0 and < long.MaxValue))
            {
                attributes.Add(new(name, Value.Of((long)numbers.Min())));
            }
        }

        foreach (var name in Common)
        {
            var texts = workers.Select(ad => ad.Evaluate(name, AdExpression.Options)).Distinct().ToList();
            if (texts is [{ Kind: ValueKind.String } text] && Word.TryWrite(text, out _, out _))
            {
                attributes.Add(new(name, text));
            }
        }

        return attributes;
    }
}
