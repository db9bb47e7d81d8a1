using Ect.ClassAds.Values;

namespace Ect.ClassAds.Matching;

/// <summary>What two ads say of each other.</summary>
/// <param name="JobRequirements">The job's Requirements in view of the machine; undefined if there are none, or their evaluation could not be finished.</param>
/// <param name="MachineRequirements">The machine's Requirements in view of the job, likewise.</param>
/// <param name="JobRank">How much the job likes the machine: its Rank; undefined if there is none.</param>
/// <param name="MachineRank">How much the machine likes the job.</param>
public sealed record Match(Value JobRequirements, Value MachineRequirements, Value JobRank, Value MachineRank)
{
    /// <summary>Whether the job's Requirements are true (or a number other than 0).</summary>
    public bool JobAccepts => MatchScopes.IsTrue(JobRequirements);

    /// <summary>Whether the machine's Requirements are.</summary>
    public bool MachineAccepts => MatchScopes.IsTrue(MachineRequirements);

    /// <summary>Whether both accept each other.</summary>
    public bool IsMatch => JobAccepts && MachineAccepts;

    /// <summary>The job's rank as a number; what is no number is 0.</summary>
    public double Rank => MatchScopes.RankOf(JobRank);

    /// <summary>The machine's rank as a number, likewise.</summary>
    public double RankOfJob => MatchScopes.RankOf(MachineRank);

    /// <summary>Evaluates two ads against each other. In the job TARGET is the machine, in the machine it is the job. Never throws.</summary>
    public static Match Of(ClassAd job, ClassAd machine, EvaluationOptions? options = null)
    {
        var scopes = new MatchScopes(options ?? EvaluationOptions.Default) { Job = job.Node, Machine = machine.Node };
        return new(Whole(scopes.JobRequirements()), Whole(scopes.MachineRequirements()), Whole(scopes.JobRank()), Whole(scopes.MachineRank()));
    }

    // The reference gives no value for what it could not evaluate to the end.
    private static Value Whole(Value value) => value.IsStopped ? Value.Undefined : value;
}
