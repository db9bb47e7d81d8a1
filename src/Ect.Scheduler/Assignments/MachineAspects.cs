using Ect.ClassAds;
using Ect.Contracts;
using Ect.Protocol.Preferences;
using Ect.Protocol.Tasks;
using Ect.Scheduler.Workers;

namespace Ect.Scheduler.Assignments;

/// <summary>
/// What is known of machines in view of what buyers care for: prices, speed and watts by their ads, trust by the chain, reliability
/// and what it has in its cache by what the scheduler saw. Times are those of a task that uses all the fuel of its category.
/// </summary>
internal sealed class MachineAspects(WorkerRecords records, ContentBook contents, EvidenceBook? evidence)
{
    // Scores count millions of fuel units a second.
    private const double FuelPerSecond = TaskFuel.PerSecond / 1e6;

    /// <summary>The machine as an alternative.</summary>
    /// <param name="terms">The deal.</param>
    /// <param name="candidate">The machine.</param>
    public Protocol.Preferences.Candidate Of(Deal terms, Candidate candidate)
    {
        var ad = candidate.Session.Ad.Ad;
        var time = Number(ad, "Score") is { } score and > 0 ? terms.Duration * FuelPerSecond / score : (double?)null;
        return new(candidate.Worker.ToString())
        {
            Price = Told(Aspect.Price, Number(ad, "Price")),
            Time = Told(Aspect.Time, time),
            Trust = evidence?.Known(candidate.Worker, terms.ValueAtStake) ?? Protocol.Trust.Evidence.NewcomerBits,
            Reliability = records.Reliability(candidate.Worker),
            Energy = Told(Aspect.Energy, Number(ad, "Watts") * time),
            Locality = contents.Share(candidate.Worker, terms),
        };
    }

    // What cannot be is not told.
    private static double? Told(Aspect aspect, double? value) => value is { } known && aspect.Allows(known) ? known : null;

    /// <summary>What an ad says, if it is a number.</summary>
    public static double? Number(ClassAd ad, string name) =>
        ad.Evaluate(name, Protocol.Machines.AdExpression.Options).TryGetNumber(out var number) ? number : null;
}
