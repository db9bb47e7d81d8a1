using System.Buffers;
using Ect.ClassAds.Compiling;
using Ect.ClassAds.Syntax;

namespace Ect.ClassAds.Matching;

/// <summary>A job prepared for a table of machines. It sees the machines as they are whenever it is asked.</summary>
public sealed class StandingJob
{
    private readonly MachineTable _table;
    private readonly AdNode _job;
    private readonly MatchScopes _scopes;
    private readonly Dictionary<Shape, Plan> _plans = [];

    internal StandingJob(MachineTable table, AdNode job) => (_table, _job, _scopes) = (table, job, new(table.Options));

    /// <summary>How many machines the job's Requirements accept, whatever they say of the job.</summary>
    public int CountAccepted() => Count(static (plan, rows) => plan.OfJob(rows));

    /// <summary>How many machines and the job accept each other.</summary>
    public int CountMatches() => Count(static (plan, rows) => plan.OfBoth(rows));

    /// <summary>Whether a machine and the job accept each other, and then the job's rank of it. For one machine whose ad has changed.</summary>
    public bool IsMatch(int id, out double rank)
    {
        rank = 0;
        if (!_table.Contains(id))
        {
            return false;
        }

        var (key, row) = _table.PlaceOf(id);
        var (shape, machines) = _table.ShapeOf(key);
        var plan = PlanOf(shape, machines);
        if (!plan.IsMatch(row))
        {
            return false;
        }

        rank = plan.Rank(row);
        return true;
    }

    /// <summary>The machines that the job and they accept, best rank first, then by number.</summary>
    /// <param name="most">At most so many.</param>
    public IReadOnlyList<RankedMachine> Match(int most = int.MaxValue)
    {
        List<RankedMachine> found = [];
        var rows = ArrayPool<int>.Shared.Rent(Math.Max(1, _table.Count));
        foreach (var (shape, machines) in _table.Shapes)
        {
            var plan = PlanOf(shape, machines);
            var count = plan.OfBoth(rows);
            for (var i = 0; i < count; i++)
            {
                found.Add(new(shape.Id(rows[i]), plan.Rank(rows[i])));
            }
        }

        ArrayPool<int>.Shared.Return(rows);
        found.Sort(static (a, b) => b.Rank.CompareTo(a.Rank) is var order && order != 0 ? order : a.Id.CompareTo(b.Id));
        return most < found.Count ? found[..most] : found;
    }

    private int Count(Func<Plan, int[], int> count)
    {
        var rows = ArrayPool<int>.Shared.Rent(Math.Max(1, _table.Count));
        var sum = 0;
        foreach (var (shape, machines) in _table.Shapes)
        {
            sum += count(PlanOf(shape, machines), rows);
        }

        ArrayPool<int>.Shared.Return(rows);
        return sum;
    }

    private Plan PlanOf(Shape shape, MachineSide machines)
    {
        if (!_plans.TryGetValue(shape, out var plan) || plan.Layout != shape.Layout)
        {
            plan = new Plan(_job, shape, _table.MayCompile && shape.Count >= _table.CompileFrom ? machines : null, _scopes);
            _plans[shape] = plan;
        }

        return plan;
    }
}
