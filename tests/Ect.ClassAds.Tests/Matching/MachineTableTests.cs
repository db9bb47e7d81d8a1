using Ect.ClassAds.Matching;
using FsCheck.Xunit;

namespace Ect.ClassAds.Tests.Matching;

/// <summary>The table answers as the evaluator does, pair by pair.</summary>
public sealed class MachineTableTests
{
    [Property(MaxTest = 300)]
    public void A_table_answers_as_the_evaluator(int seed)
    {
        var source = new RandomSource(seed);
        var requirements = Enumerable.Range(0, 3).Select(_ => $"Start = {source.Clause()}; Requirements = {source.Requirements()}").ToList();
        var table = new MachineTable { CompileFrom = 1 };
        Dictionary<int, ClassAd> machines = [];
        var jobs = Enumerable.Range(0, 4).Select(_ => ClassAd.Parse(source.Job())).ToList();
        for (var i = 0; i < 30; i++)
        {
            Add();
        }

        var standing = jobs.ConvertAll(table.Prepare);
        Check();
        for (var i = 0; i < 15; i++)
        {
            Change();
        }

        Check();

        ClassAd Machine() => ClassAd.Parse(source.Machine(source.Pick([.. requirements, "Requirements = true", "Requirements = MY.Cpus > 2"])));

        void Add()
        {
            var machine = Machine();
            machines.Add(table.Add(machine), machine);
        }

        void Change()
        {
            var id = machines.Keys.ElementAt(source.Next(machines.Count));
            switch (source.Next(3))
            {
                case 0:
                    Add();
                    break;
                case 1:
                    table.Remove(id).Should().BeTrue();
                    machines.Remove(id);
                    break;
                default:
                    machines[id] = Machine();
                    table.Update(id, machines[id]).Should().BeTrue();
                    break;
            }
        }

        void Check()
        {
            table.Count.Should().Be(machines.Count);
            for (var i = 0; i < jobs.Count; i++)
            {
                var job = jobs[i];
                var answers = machines.ToDictionary(pair => pair.Key, pair => Match.Of(job, pair.Value));
                var expected = answers.Where(pair => pair.Value.IsMatch).Select(pair => new RankedMachine(pair.Key, pair.Value.Rank)).OrderByDescending(machine => machine.Rank).ThenBy(machine => machine.Id);
                standing[i].Match().Should().Equal(expected, $"of {job}");
                standing[i].CountAccepted().Should().Be(answers.Values.Count(match => match.JobAccepts), $"of {job}");
                standing[i].CountMatches().Should().Be(answers.Values.Count(match => match.IsMatch));
                foreach (var (id, answer) in answers)
                {
                    standing[i].IsMatch(id, out var rank).Should().Be(answer.IsMatch, $"of {job} and {machines[id]}");
                    (answer.IsMatch ? rank : answer.Rank).Should().Be(answer.Rank);
                }
            }
        }
    }

    [Property(MaxTest = 50)]
    public bool Old_semantics_too(int seed)
    {
        var source = new RandomSource(seed);
        var table = new MachineTable(EvaluationOptions.OfOld) { CompileFrom = 1 };
        var machines = Enumerable.Range(0, 10).Select(_ => ClassAd.Parse(source.Machine($"Requirements = {source.Requirements()}"))).ToList();
        machines.ForEach(machine => table.Add(machine));
        var job = ClassAd.Parse(source.Job());
        return table.Prepare(job).CountMatches() == machines.Count(machine => Match.Of(job, machine, EvaluationOptions.OfOld).IsMatch);
    }

    [Fact]
    public void In_old_semantics_a_name_is_looked_up_in_the_other_ad()
    {
        var (job, machine) = (ClassAd.Parse("[ Requirements = Memory >= 4 ]"), ClassAd.Parse("[ Memory = 8; Requirements = true ]"));
        Match.Of(job, machine).IsMatch.Should().BeFalse();
        Match.Of(job, machine, EvaluationOptions.OfOld).IsMatch.Should().BeTrue();
    }

    [Fact]
    public void The_best_machines_come_first()
    {
        var table = new MachineTable();
        foreach (var memory in (ReadOnlySpan<int>)[4, 16, 8, 16, 2])
        {
            table.Add(ClassAd.Parse($"[ Memory = {memory}; Requirements = TARGET.Owner != \"eve\" ]"));
        }

        var job = ClassAd.Parse("[ Owner = \"ana\"; Requirements = TARGET.Memory >= 4; Rank = TARGET.Memory ]");
        table.Match(job, 3).Should().Equal(new RankedMachine(1, 16), new RankedMachine(3, 16), new RankedMachine(2, 8));
        table.Match(job.With("Owner", Values.Value.Of("Eve"))).Should().BeEmpty();
        table.Update(9, ClassAd.Empty).Should().BeFalse();
        table.Remove(1).Should().BeTrue();
        table[1].Should().BeNull();
        table.Add(ClassAd.Parse("[ Memory = 99; Requirements = true ]")).Should().Be(1);
        table.Match(job, 1).Should().Equal(new RankedMachine(1, 99));
    }
}
