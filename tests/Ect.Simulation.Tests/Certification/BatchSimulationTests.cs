using Ect.Protocol.Certification;
using Ect.Simulation.Agents;
using Ect.Simulation.Certification;

namespace Ect.Simulation.Tests.Certification;

/// <summary>What must be, whatever the chances are; and what would be chance a thousand times less likely than this.</summary>
public sealed class BatchSimulationTests
{
    private const int Seed = 1;

    private static readonly CertificationPolicy Checked = new(new CredibilityRule(0.01)) { CheckRate = 0.1 };

    [Fact]
    public void Honest_workers_make_no_errors_and_do_nothing_twice()
    {
        var outcome = Play(new(new(new MajorityRule(1))) { Faulty = 0 });
        outcome.Should().Be(new BatchOutcome(2_000, 2_000, 0, 2_000, 0, 20, 0));
        Play(new(new(new MajorityRule(3))) { Faulty = 0 }).Redundancy.Should().Be(3);
    }

    [Fact]
    public void Where_everybody_lies_alike_every_result_is_wrong()
    {
        var outcome = Play(new(new(new MajorityRule(3))) { Faulty = 1 });
        (outcome.Errors, outcome.Accepted).Should().Be((2_000, 2_000));
    }

    [Fact]
    public void Liars_who_do_not_agree_never_win_a_vote()
    {
        var outcome = Play(new(new(new MajorityRule(2))) { Faulty = 0.5, Collusion = Collusion.None });
        (outcome.Errors, outcome.Accepted).Should().Be((0, 2_000));
    }

    [Fact]
    public void Without_workers_left_entries_have_no_result_and_the_batch_still_ends()
    {
        var outcome = Play(new(Checked) { Faulty = 1 });
        outcome.Caught.Should().Be(100);
        (outcome.Accepted, outcome.Errors).Should().Be((0, 0));
    }

    [Fact]
    public void More_votes_than_workers_never_come_together()
    {
        var outcome = Play(new(new(new MajorityRule(6))) { Faulty = 0, Workers = 5, Entries = 20 });
        (outcome.Accepted, outcome.Results).Should().Be((0, 100));
    }

    [Fact]
    public void Those_who_always_lie_are_caught_and_what_they_said_is_gone()
    {
        // A saboteur gets past 20 turns with 0.9^20 = 12 %, and its results have those of honest workers against them.
        var runs = Many(new(Checked) { Sabotage = 1 });
        runs.Should().OnlyContain(run => run.Caught >= 5);
        Errors(runs).Should().BeLessThan(0.01);
    }

    [Fact]
    public void Who_may_come_back_is_caught_again_and_again() =>
        Many(new(Checked with { Sanction = Sanction.Readmit })).Sum(run => run.Caught).Should().BeGreaterThan(2 * Many(new(Checked)).Sum(run => run.Caught));

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public void Voting_errs_as_often_as_its_formula_says(int votes)
    {
        var runs = Many(new(new(new MajorityRule(votes))));
        Estimate.OfErrors(runs, 5).Should().Match<Estimate>(seen => seen.Low < MajorityVoting.Error(0.2, votes) && seen.High > MajorityVoting.Error(0.2, votes));
        runs.Average(run => run.Redundancy).Should().BeApproximately(MajorityVoting.ExpectedVotes(0.2, votes), 0.1);
    }

    [Fact]
    public void Voting_goes_wrong_more_often_where_saboteurs_lie_on_the_same_entries()
    {
        var policy = new CertificationPolicy(new MajorityRule(3));
        var apart = Errors(Many(new(policy) { Sabotage = 0.1 }));
        Errors(Many(new(policy) { Sabotage = 0.1, Collusion = Collusion.Coordinated })).Should().BeGreaterThan(10 * apart);
    }

    [Fact]
    public void Spot_checks_leave_fewer_errors_than_there_were() =>
        Errors(Many(new(new(new MajorityRule(1)) { CheckRate = 0.1 }))).Should().BeLessThan(0.1);

    [Theory]
    [InlineData(0.03)]
    [InlineData(0.3)]
    [InlineData(1)]
    public void Credibility_keeps_its_promise(double sabotage) =>
        Estimate.OfErrors(Many(new(Checked) { Sabotage = sabotage }), 3).High.Should().BeLessThan(0.01);

    private static BatchOutcome Play(BatchSetting setting) => BatchSimulation.Run(setting, Dice.OfRun(Seed, 0, 0));

    private static BatchOutcome[] Many(BatchSetting setting) => BatchSweep.Run(setting, Seed, 0, 40);

    private static double Errors(BatchOutcome[] runs) => (double)runs.Sum(run => run.Errors) / runs.Sum(run => run.Accepted);
}
