using Ect.Protocol.Certification;
using Ect.Simulation.Agents;
using Ect.Simulation.Certification;

namespace Ect.Simulation.Tests.Certification;

public sealed class BatchSweepTests
{
    private static readonly BatchSetting Setting = new(new(new CredibilityRule(0.01)) { CheckRate = 0.1 }) { Entries = 300, Sabotage = 0.3 };

    [Fact]
    public void Any_number_of_cores_finds_the_same()
    {
        var alone = BatchSweep.Run(Setting, 7, 3, 24, new() { MaxDegreeOfParallelism = 1 });
        BatchSweep.Run(Setting, 7, 3, 24, new() { MaxDegreeOfParallelism = 4 }).Should().Equal(alone);
        alone.Distinct().Should().HaveCountGreaterThan(12); // and not one run many times
    }

    [Fact]
    public void Another_seed_or_stream_has_other_chances()
    {
        var runs = BatchSweep.Run(Setting, 7, 3, 5);
        BatchSweep.Run(Setting, 8, 3, 5).Should().NotEqual(runs);
        BatchSweep.Run(Setting, 7, 4, 5).Should().NotEqual(runs);
    }

    [Fact]
    public void Dice_of_neighbouring_runs_do_not_follow_each_other()
    {
        var seen = new HashSet<ulong>();
        foreach (var dice in Enumerable.Range(0, 50).Select(run => Dice.OfRun(1, 0, run)))
        {
            for (var i = 0; i < 200; i++)
            {
                seen.Add(dice.Bits()).Should().BeTrue();
            }
        }
    }
}
