using System.Globalization;
using Ect.Cli.Frame;
using Ect.Protocol.Preferences;
using Ect.Sdk.Assets;
using Ect.Sdk.Buying;
using Spectre.Console;

namespace Ect.Cli.Running;

/// <summary>Among which pools a purchase chooses, and which it leaves out.</summary>
/// <param name="Preference">What the buyer cares for; null if it said nothing.</param>
/// <param name="Meaning">What that means; null likewise.</param>
/// <param name="Candidates">Pools that can be had, the best first; null where the cheapest offers are taken, or the pool is named.</param>
/// <param name="Refused">Pools whose own rules refuse the request.</param>
internal sealed record PoolChoiceView(string? Preference, string? Meaning, IReadOnlyList<PoolChoiceView.Candidate>? Candidates, IReadOnlyList<PoolChoiceView.Refusal> Refused)
{
    public static PoolChoiceView Of(PurchasePlan plan) => new(
        plan.Choice?.Preference.ToString(),
        plan.Choice?.Preference.Meaning,
        plan.Choice is { } choice ? [.. choice.Ranking.Select(Of)] : null,
        [.. plan.Refusals.Select(refusal => new Refusal(AssetId.Format(refusal.Word.Pool), refusal.Word.Title, refusal.Why))]);

    /// <summary>Before anything is bought.</summary>
    public void Render(IAnsiConsole console)
    {
        foreach (var refusal in Refused)
        {
            console.WriteLine($"Left out: pool {Printable.Of(refusal.Name ?? refusal.Pool[..10])} takes other requests: {Printable.Of(refusal.Why)}.");
        }

        if (Candidates is not null)
        {
            console.WriteLine($"Pools by '{Preference}': {Meaning}.");
            console.Write(Tables.Of(
                ["pool", "price", "expected", "trust", "reliability", "energy", "locality", "score", "why"],
                Candidates.Select(pool => new[]
                {
                    pool.Name ?? pool.Pool[..10], $"{pool.PricePerTask}", Shown(pool.Seconds, "0.#", " s"), Shown(pool.TrustBits, "0.#", " bits"), Shown(100 * pool.Reliability, "0", " %"),
                    Shown(pool.Joules, "0", " J"), Shown(100 * pool.Locality, "0", " %"), pool.Score.ToString("+0.00;−0.00;0.00", CultureInfo.InvariantCulture), pool.Silence ?? pool.Why,
                })));
        }
    }

    private static Candidate Of(RankedPool ranked) => new(
        AssetId.Format(ranked.Word.Pool),
        ranked.Word.Title,
        ranked.PricePerTask,
        ranked.Known[Aspect.Time],
        ranked.Known[Aspect.Trust],
        ranked.Known[Aspect.Reliability],
        ranked.Known[Aspect.Energy],
        ranked.Known[Aspect.Locality],
        ranked.Net,
        ranked.Why,
        ranked.Word.Problem);

    private static string Shown(double? value, string format, string unit) => value is { } known ? known.ToString(format, CultureInfo.InvariantCulture) + unit : "?";

    /// <summary>A pool that can be had. What is null is not known, and counts as the middle of what the others tell.</summary>
    // Seconds: Until the last task is expected to be computed.
    // Score: The net flow, −1 (worse than all in all) to 1.
    // Silence: Why its scheduler tells nothing; null if it does.
    internal sealed record Candidate(
        string Pool, string? Name, Amount PricePerTask, double? Seconds, double? TrustBits, double? Reliability, double? Joules, double? Locality, double Score, string Why, string? Silence);

    /// <summary>A pool that is left out.</summary>
    internal sealed record Refusal(string Pool, string? Name, string Why);
}
