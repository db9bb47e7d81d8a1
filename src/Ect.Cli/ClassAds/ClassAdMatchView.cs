using Ect.ClassAds.Matching;

namespace Ect.Cli.ClassAds;

/// <summary>The document of `ect classad match`.</summary>
/// <param name="Match">Whether both accept each other.</param>
/// <param name="JobAccepts">Whether the job's Requirements are true.</param>
/// <param name="MachineAccepts">Whether the machine's are.</param>
/// <param name="JobRequirements">The value of the job's Requirements.</param>
/// <param name="MachineRequirements">The value of the machine's.</param>
/// <param name="JobRank">How much the job likes the machine.</param>
/// <param name="MachineRank">How much the machine likes the job.</param>
/// <param name="Rank">The job's rank as a number.</param>
internal sealed record ClassAdMatchView(
    bool Match,
    bool JobAccepts,
    bool MachineAccepts,
    string JobRequirements,
    string MachineRequirements,
    string JobRank,
    string MachineRank,
    double Rank)
{
    /// <summary>Match and ranks, as a line of a file of answers.</summary>
    public string Line() => $"{(Match ? "true" : "false")}\t{JobRank}\t{MachineRank}";

    public static ClassAdMatchView Of(Match match) => new(
        match.IsMatch,
        match.JobAccepts,
        match.MachineAccepts,
        $"{match.JobRequirements}",
        $"{match.MachineRequirements}",
        $"{match.JobRank}",
        $"{match.MachineRank}",
        double.IsFinite(match.Rank) ? match.Rank : 0);
}

/// <summary>The document of `ect classad match --file`: for each line an answer, null where an ad is none.</summary>
internal sealed record ClassAdMatchesView(IReadOnlyList<ClassAdMatchView?> Matches);
