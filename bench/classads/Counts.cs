namespace Ect.Bench.ClassAds;

/// <summary>What a job matches among the machines.</summary>
/// <param name="Matches">Machines that accept the job and that it accepts.</param>
/// <param name="JobAccepts">Machines that it accepts.</param>
/// <param name="RankSum">The sum of its ranks of the machines that match.</param>
internal sealed record Counts(int Matches, int JobAccepts, double RankSum)
{
    /// <summary>What HTCondor's library finds with job.txt.</summary>
    public static Counts OfReference { get; } = new(1070, 1578, 2552692.261);

    public bool IsNear(Counts other) => Matches == other.Matches && JobAccepts == other.JobAccepts && Math.Abs(RankSum - other.RankSum) < 0.001;
}
