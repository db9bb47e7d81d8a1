using Ect.Simulation.Studies;

namespace Ect.Simulation.Certification;

/// <summary>
/// Plays batches to see whether Sarmenta's formulas say what happens, and what happens where his assumptions fail. All intervals
/// of one claim hold together with 95 %.
/// </summary>
public sealed partial class CertificationStudy
{
    /// <summary>Runs that tell apart what is to be told apart.</summary>
    public const int DefaultRuns = 600;

    /// <summary>Fewer say nothing of the spread between runs.</summary>
    public const int FewestRuns = 10;

    private const double Faulty = 0.2;
    private const double CheckRate = 0.1;

    // The formulas of votes are those of a pool without end. Of 100 workers who take what is open, see the row outside.
    private const int ManyWorkers = 1_000;

    private readonly int _seed;
    private readonly int _runs;
    private readonly IProgress<StudyStep>? _progress;
    private readonly ParallelOptions _options;
    private string _step = "";
    private int _sweeps;

    private CertificationStudy(int seed, int runs, IProgress<StudyStep>? progress, CancellationToken cancellation) =>
        (_seed, _runs, _progress, _options) = (seed, runs, progress, new() { CancellationToken = cancellation });

    private static int Sweeps =>
        VotesOfFormula.Length + WorkOfWorker.Length + (Schemes.Length * AcceptableErrors.Length * SabotageRates.Length) + ComparedVotes.Length + OutsideCases.Length;

    /// <summary>The whole study.</summary>
    /// <param name="seed">The same seed finds the same, on any number of cores.</param>
    /// <param name="runs">Batches played for each number, at least <see cref="FewestRuns"/>.</param>
    /// <param name="progress">Told each sweep before it is played.</param>
    /// <param name="cancellation">Ends it.</param>
    public static CertificationReport Run(int seed, int runs = DefaultRuns, IProgress<StudyStep>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(runs, FewestRuns);
        var study = new CertificationStudy(seed, runs, progress, cancellation);
        var voting = study.Voting();
        var checking = study.Checking();
        var schemes = Schemes.Select(study.Measure).ToList();
        var (majority, comparison) = study.Compare(schemes.Single(scheme => scheme.Name == CheckedVotes));
        var outside = study.Outside();
        return new(
            seed,
            runs,
            [.. voting, .. checking, .. Bounds(schemes), .. comparison],
            outside,
            [.. majority, .. schemes.SelectMany(scheme => scheme.Points)]);
    }

    // Each sweep has chances of its own: what is compared is independent.
    private BatchOutcome[] Play(BatchSetting setting, int times = 1)
    {
        _progress?.Report(new(_step, _sweeps, Sweeps));
        return BatchSweep.Run(setting, _seed, _sweeps++, times * _runs, _options);
    }

    private double Width(int intervals) => Confidence.Width(_runs, intervals);

    private static CurvePoint PointOf(string scheme, double parameter, double sabotage, BatchOutcome[] runs, double width) => new(
        scheme,
        parameter,
        sabotage,
        Estimate.OfErrors(runs, width),
        runs.Average(run => run.Redundancy),
        runs.Average(run => 1 - ((double)run.Accepted / run.Entries)));
}
