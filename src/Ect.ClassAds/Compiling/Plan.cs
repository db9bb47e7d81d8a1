using Ect.ClassAds.Matching;
using Ect.ClassAds.Syntax;

namespace Ect.ClassAds.Compiling;

/// <summary>
/// How one job is held against the machines of one shape: clause by clause over columns, cheap clauses first. What is not compiled
/// the evaluator decides, for the rows that are left.
/// </summary>
internal sealed class Plan
{
    private static readonly AttributeNode Requirements = new(null, "Requirements");
    private static readonly AttributeNode RankAttribute = new(null, "Rank");

    private readonly Shape _shape;
    private readonly MachineSide? _machines;
    private readonly MatchScopes _scopes;
    private readonly AdNode _job;
    private readonly List<Filter> _ofJob = [];
    private readonly List<Filter> _ofMachines = [];
    private readonly RowNode? _rank;
    private readonly bool _jobIsWhole;
    private readonly bool _machinesAreWhole;

    /// <param name="job">The job.</param>
    /// <param name="shape">The machines.</param>
    /// <param name="machines">What they say by themselves; null to leave everything to the evaluator.</param>
    /// <param name="scopes">The evaluator.</param>
    public Plan(AdNode job, Shape shape, MachineSide? machines, MatchScopes scopes)
    {
        (_job, _shape, _machines, _scopes) = (job, shape, machines, scopes);
        Layout = shape.Layout;
        if (machines is null)
        {
            return;
        }

        machines.Refresh();
        var compiler = new Compiler(job, shape);
        _jobIsWhole = Add(_ofJob, Clauses.Of(Requirements, attribute => Clauses.Own(attribute, job.Find)), compiler.OfJob);
        _machinesAreWhole = Add(_ofMachines, machines.OnJob, compiler.OfMachine);
        _rank = compiler.OfJob(RankAttribute);
    }

    /// <summary>The layout of the shape that this is for.</summary>
    public int Layout { get; }

    /// <summary>The rows whose machines the job accepts.</summary>
    public int OfJob(Span<int> rows)
    {
        var count = _shape.Count;
        for (var row = 0; row < count; row++)
        {
            rows[row] = row;
        }

        return JobFilters(rows, count);
    }

    /// <summary>The rows whose machines and the job accept each other.</summary>
    public int OfBoth(Span<int> rows)
    {
        if (_machines is null)
        {
            return Evaluated(rows, OfJob(rows), static scopes => scopes.MachineAccepts());
        }

        return MachineFilters(rows, JobFilters(rows, _machines.Begin(rows)));
    }

    /// <summary>Whether the machine of one row and the job accept each other.</summary>
    public bool IsMatch(int row)
    {
        if (_machines is not null && !_machines.Accepts(row))
        {
            return false;
        }

        Span<int> rows = [row];
        var count = JobFilters(rows, 1);
        return (_machines is null ? Evaluated(rows, count, static scopes => scopes.MachineAccepts()) : MachineFilters(rows, count)) == 1;
    }

    /// <summary>The job's rank of a row's machine.</summary>
    public double Rank(int row)
    {
        if (_rank is not null)
        {
            return MatchScopes.RankOf(_rank.Evaluate(row));
        }

        (_scopes.Job, _scopes.Machine) = (_job, _shape.Ad(row));
        return MatchScopes.RankOf(_scopes.JobRank());
    }

    // True if the compiled clauses are all there are.
    private static bool Add(List<Filter> filters, List<Node> clauses, Func<Node, RowNode?> compile)
    {
        var whole = true;
        foreach (var clause in clauses)
        {
            if (compile(clause) is { } node)
            {
                filters.Add(Filter.Of(node));
            }
            else
            {
                whole = false;
            }
        }

        filters.Sort((a, b) => a.Cost.CompareTo(b.Cost));
        return whole;
    }

    private int JobFilters(Span<int> rows, int count)
    {
        count = Filtered(_ofJob, rows, count);
        return _jobIsWhole ? count : Evaluated(rows, count, static scopes => scopes.JobAccepts());
    }

    private int MachineFilters(Span<int> rows, int count)
    {
        count = Filtered(_ofMachines, rows, count);
        return _machinesAreWhole ? count : Evaluated(rows, count, static scopes => scopes.MachineAccepts());
    }

    private static int Filtered(List<Filter> filters, Span<int> rows, int count)
    {
        for (var i = 0; i < filters.Count && count > 0; i++)
        {
            count = filters[i].Apply(rows, count);
        }

        return count;
    }

    private int Evaluated(Span<int> rows, int count, Func<MatchScopes, bool> accepts)
    {
        _scopes.Job = _job;
        var kept = 0;
        for (var i = 0; i < count; i++)
        {
            _scopes.Machine = _shape.Ad(rows[i]);
            if (accepts(_scopes))
            {
                rows[kept++] = rows[i];
            }
        }

        return kept;
    }
}
