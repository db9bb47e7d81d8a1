using Ect.ClassAds;
using Ect.ClassAds.Matching;
using Ect.ClassAds.Values;

namespace Ect.Bench.ClassAds;

/// <summary>One thread holds jobs against machines.</summary>
internal static class Study
{
    private const int Jobs = 1_000;

    public static Report Run(Action<string> say)
    {
        say("reading the ads");
        BenchAds ads = null!;
        var reading = Rounds.Of(2, () => ads = BenchAds.Load());
        var table = TableOf(ads.Machines);
        say("checking the counts");
        var (strict, loose) = (ByEvaluator(ads.Job, ads.Machines), ByEvaluator(ads.LooseJob, ads.Machines));
        var holds = strict.IsNear(Counts.OfReference) && strict.IsNear(ByColumns(ads.Job, table)) && loose.IsNear(ByColumns(ads.LooseJob, table));
        say("the plain evaluator");
        var scopes = new MatchScopes(EvaluationOptions.Default) { Job = ads.Job.Node };
        var evaluator = Rounds.Of(5, () => Matches(scopes, ads.Machines));
        say("columns");
        var columns = Rounds.Of(3_000, () => table.Prepare(ads.Job).CountMatches());
        var withMachines = Rounds.Of(100, () =>
        {
            table.Forget();
            table.Prepare(ads.Job).CountMatches();
        });
        var columnsLoose = Rounds.Of(1_000, () => table.Prepare(ads.LooseJob).CountMatches());
        say("a thousand jobs");
        var jobs = Enumerable.Range(0, Jobs).Select(i => Varied(ads, i)).ToList();
        long found = 0;
        var thousand = Rounds.Of(3, () => found = jobs.Sum(job => (long)table.Prepare(job).CountMatches()));
        holds &= jobs.Where((_, i) => i % 200 == 7).All(job => ByEvaluator(job, ads.Machines).IsNear(ByColumns(job, table)));
        say("one changed ad among 100,000");
        var (changed, all) = Changed(ads);
        var pairs = (double)ads.Machines.Count;
        return new()
        {
            Machines = ads.Machines.Count,
            AdsParsedPerSecond = pairs / reading.Best,
            Job = strict,
            LooseJob = loose,
            CountsHold = holds,
            Evaluator = Rate.Of(pairs, evaluator),
            Columns = Rate.Of(pairs, columns),
            ColumnsWithMachines = Rate.Of(pairs, withMachines),
            ColumnsLoose = Rate.Of(pairs, columnsLoose),
            ThousandJobs = Rate.Of(pairs * Jobs, thousand),
            ThousandJobsMatches = found,
            ChangedAdMicroseconds = changed,
            AllMicroseconds = all,
        };
    }

    private static MachineTable TableOf(IEnumerable<ClassAd> machines)
    {
        var table = new MachineTable();
        foreach (var machine in machines)
        {
            table.Add(machine);
        }

        return table;
    }

    private static int Matches(MatchScopes scopes, IReadOnlyList<ClassAd> machines)
    {
        var count = 0;
        foreach (var machine in machines)
        {
            scopes.Machine = machine.Node;
            count += scopes.JobAccepts() && scopes.MachineAccepts() ? 1 : 0;
        }

        return count;
    }

    private static Counts ByEvaluator(ClassAd job, IReadOnlyList<ClassAd> machines)
    {
        var scopes = new MatchScopes(EvaluationOptions.Default) { Job = job.Node };
        var (matches, accepted, ranks) = (0, 0, 0.0);
        foreach (var machine in machines)
        {
            scopes.Machine = machine.Node;
            if (!scopes.JobAccepts())
            {
                continue;
            }

            accepted++;
            if (scopes.MachineAccepts())
            {
                matches++;
                ranks += MatchScopes.RankOf(scopes.JobRank());
            }
        }

        return new(matches, accepted, ranks);
    }

    private static Counts ByColumns(ClassAd job, MachineTable table)
    {
        var standing = table.Prepare(job);
        var matches = standing.Match();
        return new(matches.Count, standing.CountAccepted(), matches.Sum(machine => machine.Rank));
    }

    // Jobs as they differ in life: in what they need.
    private static ClassAd Varied(BenchAds ads, int i) => (i % 2 == 0 ? ads.Job : ads.LooseJob)
        .With("RequestMemory", Value.Of(512L * (1 + (i * 7 % 64))))
        .With("RequestCpus", Value.Of(1L + (i % 16)))
        .With("RequestDisk", Value.Of(1_000_000L + (i * 40_009L)))
        .With("Owner", Value.Of($"user{i % 50}"));

    // Ten times the machines; a change is another memory, and then the old one again.
    private static (double One, double All) Changed(BenchAds ads)
    {
        var table = new MachineTable();
        for (var i = 0; i < 10; i++)
        {
            foreach (var machine in ads.Machines)
            {
                table.Add(machine);
            }
        }

        var standing = table.Prepare(ads.Job);
        var before = standing.CountMatches();
        var other = ads.Machines.Select(machine => machine.With("Memory", Value.Of(1L))).Take(100).ToList();
        const int changes = 200;
        var one = Rounds.Of(50, () =>
        {
            for (var i = 0; i < changes; i++)
            {
                var id = (i / 2 * 997) + 13;
                table.Update(id, i % 2 == 0 ? other[i / 2] : ads.Machines[id % ads.Machines.Count]);
                standing.IsMatch(id, out _);
            }
        });
        var all = Rounds.Of(200, () => standing.CountMatches());
        return standing.CountMatches() == before ? (one.Best / changes * 1e6, all.Best * 1e6) : throw new InvalidOperationException("A change that was taken back has left a trace.");
    }
}
