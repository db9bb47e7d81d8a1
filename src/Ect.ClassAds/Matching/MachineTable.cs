using Ect.ClassAds.Compiling;

namespace Ect.ClassAds.Matching;

/// <summary>
/// Many machines' ads, kept so that a job is held against all of them quickly: plain attributes stand in typed columns, and a job's
/// clauses run over them. Answers are those of <see cref="Match.Of"/>, always. Not for several threads at a time.
/// </summary>
/// <param name="options">How to evaluate. In old semantics, or with limits below the default ones, the evaluator does all the work.</param>
public sealed class MachineTable(EvaluationOptions? options = null)
{
    private readonly EvaluationOptions _options = options ?? EvaluationOptions.Default;
    private readonly Dictionary<string, (Shape Shape, MachineSide Machines)> _shapes = [];
    private readonly List<(string Shape, int Row)> _places = [];
    private readonly Stack<int> _free = [];

    /// <summary>How many machines there are.</summary>
    public int Count => _places.Count - _free.Count;

    /// <summary>Fewer machines of a shape than this are not worth compiling for.</summary>
    internal int CompileFrom { get; init; } = 8;

    internal IEnumerable<(Shape Shape, MachineSide Machines)> Shapes => _shapes.Values;

    internal EvaluationOptions Options => _options;

    internal bool MayCompile { get; } = (options ?? EvaluationOptions.Default) is { Semantics: Semantics.New, Limits: var limits }
        && limits.Steps >= ClassAdLimits.Default.Steps && limits.StringLength >= ClassAdLimits.Default.StringLength
        && limits.AttributeDepth >= ClassAdLimits.Default.AttributeDepth && limits.EvaluationDepth >= ClassAdLimits.Default.EvaluationDepth
        && limits.Backtracking >= ClassAdLimits.Default.Backtracking;

    /// <summary>A machine's ad; null if there is no such machine.</summary>
    public ClassAd? this[int id] => Contains(id) ? ClassAd.Of(_shapes[_places[id].Shape].Shape.Ad(_places[id].Row)) : null;

    /// <summary>Takes a machine in, and gives it a number.</summary>
    public int Add(ClassAd ad)
    {
        if (!_free.TryPop(out var id))
        {
            id = _places.Count;
            _places.Add(default);
        }

        Place(id, ad, Shape.Key(ad.Node));
        return id;
    }

    /// <summary>Puts another ad in a machine's place. False if there is no such machine.</summary>
    public bool Update(int id, ClassAd ad)
    {
        if (!Contains(id))
        {
            return false;
        }

        var key = Shape.Key(ad.Node);
        var (old, row) = _places[id];
        if (old == key)
        {
            var (shape, machines) = _shapes[key];
            shape.Set(row, ad.Node);
            machines.Changed(row);
        }
        else
        {
            Take(id);
            Place(id, ad, key);
        }

        return true;
    }

    /// <summary>Removes a machine; its number may be given to another one later. False if there is no such machine.</summary>
    public bool Remove(int id)
    {
        if (!Contains(id))
        {
            return false;
        }

        Take(id);
        _places[id] = default;
        _free.Push(id);
        return true;
    }

    /// <summary>Whether there is a machine of this number.</summary>
    public bool Contains(int id) => id >= 0 && id < _places.Count && _places[id].Shape is not null;

    /// <summary>Prepares a job, to be held against the machines again and again.</summary>
    public StandingJob Prepare(ClassAd job) => new(this, job.Node);

    /// <summary>The machines that the job and they accept, best rank first, then by number.</summary>
    /// <param name="job">The job's ad.</param>
    /// <param name="most">At most so many.</param>
    public IReadOnlyList<RankedMachine> Match(ClassAd job, int most = int.MaxValue) => Prepare(job).Match(most);

    /// <summary>Forgets what the machines say without knowing a job: it is worked out anew when it is needed.</summary>
    internal void Forget()
    {
        foreach (var (_, machines) in _shapes.Values)
        {
            machines.Forget();
        }
    }

    internal (string Shape, int Row) PlaceOf(int id) => _places[id];

    internal (Shape Shape, MachineSide Machines) ShapeOf(string key) => _shapes[key];

    private void Place(int id, ClassAd ad, string key)
    {
        if (!_shapes.TryGetValue(key, out var known))
        {
            var made = new Shape(ad.Node.Unordered.Where(pair => !Shape.IsPlain(pair.Value)).ToDictionary(pair => pair.Key, pair => pair.Value, Text.AsciiIgnoreCase.Instance));
            known = (made, new MachineSide(made));
            _shapes.Add(key, known);
        }

        var row = known.Shape.Add(ad.Node, id);
        known.Machines.Changed(row);
        _places[id] = (key, row);
    }

    private void Take(int id)
    {
        var (key, row) = _places[id];
        var (shape, machines) = _shapes[key];
        var moved = shape.Remove(row);
        if (moved >= 0)
        {
            _places[moved] = (key, row);
            machines.Changed(row);
        }

        if (shape.Count == 0)
        {
            _shapes.Remove(key);
        }
    }
}
