using Ect.Protocol.Certification;
using Ect.Simulation.Studies;

namespace Ect.Simulation.Certification;

/// <summary>The same promises to saboteurs of another kind, or more of them; and the contracts' rule under the paper's.</summary>
public sealed partial class CertificationStudy
{
    private const double AcceptableError = 1e-3;

    private static CertificationPolicy Votes => new(new MajorityRule(3));
    private static CertificationPolicy VotesAlone => Schemes[0].PolicyOf(AcceptableError, Faulty);
    private static CertificationPolicy ChecksAndVotes => Schemes[1].PolicyOf(AcceptableError, Faulty);

    private static (string Claim, string Case, double Stated, BatchSetting Setting)[] OutsideCases =>
    [
        ("majority voting's formula", "m = 3; saboteurs lie on the same tenth of the entries", MajorityVoting.Error(Faulty * 0.1, 3), new(Votes) { Sabotage = 0.1, Collusion = Collusion.Coordinated }),
        ("majority voting's formula", "m = 6; 100 workers who take what is open", MajorityVoting.Error(Faulty, 6), new(new(new MajorityRule(6)))),
        ("credibility: votes alone", "saboteurs lie on the same tenth of the entries", AcceptableError, new(VotesAlone) { Sabotage = 0.1, Collusion = Collusion.Coordinated }),
        ("credibility: spot-checks and votes", "saboteurs lie on the same 3 % of the entries", AcceptableError, new(ChecksAndVotes) { Sabotage = 0.03, Collusion = Collusion.Coordinated }),
        ("credibility: spot-checks and votes", "saboteurs lie on the same tenth of the entries", AcceptableError, new(ChecksAndVotes) { Sabotage = 0.1, Collusion = Collusion.Coordinated }),
        ("credibility: votes alone", "f = 0.35 where 0.2 was assumed", AcceptableError, new(VotesAlone) { Faulty = 0.35 }),
        ("credibility: spot-checks and votes", "f = 0.35 where 0.2 was assumed, s = 0.1", AcceptableError, new(ChecksAndVotes) { Faulty = 0.35, Sabotage = 0.1 }),
        ("credibility: spot-checks and votes", "f = 0.35 where 0.2 was assumed, s = 1", AcceptableError, new(ChecksAndVotes) { Faulty = 0.35 }),
        ("the contracts' rule as θ = 4/5", "trust 3", 0.2, new(new(new EvidenceRule(3)))),
        ("the contracts' rule as θ = 64/65", "trust 3", 1.0 / 65, new(new(new EvidenceRule(3)))),
        ("the contracts' rule as θ = 1024/1025", "trust 5", 1.0 / 1025, new(new(new EvidenceRule(5)))),
    ];

    private IReadOnlyList<ClaimRow> Outside()
    {
        _step = "Outside the assumptions";
        var width = Width(OutsideCases.Length);
        return [.. OutsideCases.Select(Row)];

        ClaimRow Row((string Claim, string Case, double Stated, BatchSetting Setting) played)
        {
            var runs = Play(played.Setting);
            return new(played.Claim, played.Case, Relation.AtMost, played.Stated, Estimate.OfErrors(runs, width), runs.Average(run => run.Redundancy));
        }
    }
}
