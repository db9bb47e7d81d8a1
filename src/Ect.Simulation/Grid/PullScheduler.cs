using Ect.Protocol.Preferences;

namespace Ect.Simulation.Grid;

/// <summary>
/// Picks a task for a machine that asks: pull-based, as volunteers' machines behind firewalls need it. Tasks of a class are
/// alike, so the classes are ranked, each standing for all of its tasks that wait: the flows are those of PROMETHEE over
/// every task, the cost is that of some hundred rows, however long the queue.
/// </summary>
internal sealed class PullScheduler
{
    // Flows that differ by no more are equal but for rounding.
    private const double Equal = 1e-9;

    private readonly PullPolicy _policy;
    private readonly Bag _bag;
    private readonly PoolKnowledge _knowledge;
    private readonly ScoreTable _table;
    private readonly double[] _row;
    private readonly double[] _net;
    private readonly int[] _kinds;
    private readonly double _medianImpact;

    public PullScheduler(PullPolicy policy, Bag bag, PoolKnowledge knowledge)
    {
        (_policy, _bag, _knowledge) = (policy, bag, knowledge);
        Promethee = policy.Criteria.Count == 0 ? null : new([.. policy.Criteria.Select(criterion => Criterion(criterion, policy.Criteria.Count == 1))]);
        _row = new double[policy.Criteria.Count];
        _table = new(Math.Max(1, policy.Criteria.Count), bag.Classes.Count);
        _net = new double[bag.Classes.Count];
        _kinds = new int[bag.Classes.Count];
        double[] impacts = [.. Enumerable.Range(0, bag.Count).Select(task => bag.Class[task]).Select(kind => bag.Classes[kind].Size * bag.Buyers[bag.Classes[kind].Buyer].Value).Order()];
        _medianImpact = impacts[impacts.Length / 2] is > 0 and var median ? median : 1;
    }

    /// <summary>What ranks; null for the order in which they came.</summary>
    public Promethee? Promethee { get; }

    /// <summary>The class whose first task the machine is to have. Something waits.</summary>
    public int Pick(PendingTasks pending, in GridWorker worker, int number)
    {
        if (Promethee is null)
        {
            return Earliest(pending);
        }

        _table.Clear();
        for (var kind = 0; kind < pending.Counts.Length; kind++)
        {
            if (pending.Counts[kind] > 0)
            {
                _kinds[_table.Count] = kind;
                _table.Add(Scores(kind, worker, number), pending.Counts[kind]);
            }
        }

        Promethee.NetFlows(_table, _net);
        return Best(pending);
    }

    /// <summary>What a task of a class is worth on a machine in each aspect; stands until the next call.</summary>
    public ReadOnlySpan<double> Scores(int kind, in GridWorker worker, int number)
    {
        for (var at = 0; at < _row.Length; at++)
        {
            _row[at] = Score(_policy.Criteria[at].Aspect, kind, worker, number);
        }

        return _row;
    }

    private int Best(PendingTasks pending)
    {
        var best = 0;
        for (var row = 1; row < _table.Count; row++)
        {
            var lead = _net[row] - _net[best];
            if (lead > Equal || (lead >= -Equal && pending.First(_kinds[row]) < pending.First(_kinds[best])))
            {
                best = row;
            }
        }

        return _kinds[best];
    }

    private static int Earliest(PendingTasks pending)
    {
        var earliest = -1;
        for (var kind = 0; kind < pending.Counts.Length; kind++)
        {
            if (pending.Counts[kind] > 0 && (earliest < 0 || pending.First(kind) < pending.First(earliest)))
            {
                earliest = kind;
            }
        }

        return earliest;
    }

    // Thresholds are shares of the median task's value on the machine that asks. For one machine time, price and error
    // impact all grow with its own speed, price and error rate: as shares of the median these fall out.
    private double Score(PullAspect aspect, int kind, in GridWorker worker, int number)
    {
        var (buyer, size) = _bag.Classes[kind];
        return aspect switch
        {
            PullAspect.CompletionTime or PullAspect.Price => size / _bag.Median,
            PullAspect.ErrorImpact => size * _bag.Buyers[buyer].Value / _medianImpact,
            PullAspect.RelativeTime => Math.Log(worker.ExpectedSeconds(size)) - _knowledge.TypicalLogSeconds(kind),
            PullAspect.Suitability => _knowledge.Suitability(number, buyer),
            _ => throw new ArgumentOutOfRangeException(nameof(aspect), aspect, "A new aspect needs a score."),
        };
    }

    private static Criterion Criterion(PullCriterion criterion, bool alone) => new(
        criterion.Aspect.ToString(),
        criterion.Better,
        alone ? PreferenceFunction.Usual : criterion.Aspect switch
        {
            // Of ratios, as of the other times.
            PullAspect.RelativeTime => PreferenceFunction.Linear(Math.Log(1 + AspectScale.SameShare), Math.Log(1 + AspectScale.ClearShare)),
            PullAspect.Suitability => PreferenceFunction.Linear(AspectScale.SameShare, AspectScale.ClearShare),
            _ => AspectScale.OfShares(1),
        },
        criterion.Weight);
}
