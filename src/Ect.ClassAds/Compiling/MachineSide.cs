using Ect.ClassAds.Matching;
using Ect.ClassAds.Syntax;

namespace Ect.ClassAds.Compiling;

/// <summary>What the Requirements of a shape's machines say without knowing the job, worked out for each machine when it comes in.</summary>
internal sealed class MachineSide
{
    private static readonly AttributeNode Requirements = new(null, "Requirements");

    private readonly Shape _shape;
    private readonly List<RowNode> _known = [];
    private bool[] _accepts = [];
    private int _layout = -1;

    public MachineSide(Shape shape)
    {
        _shape = shape;
        Clauses = Compiling.Clauses.Of(Requirements, attribute => Compiling.Clauses.Own(attribute, name => shape.Expressions.GetValueOrDefault(name)));
    }

    /// <summary>All clauses.</summary>
    public List<Node> Clauses { get; }

    /// <summary>Those that depend on the job, or that only the evaluator understands.</summary>
    public List<Node> OnJob { get; } = [];

    /// <summary>Puts down the rows whose machines do not refuse already.</summary>
    public int Begin(Span<int> rows)
    {
        Refresh();
        var accepts = _accepts.AsSpan(0, _shape.Count);
        var kept = 0;
        for (var row = 0; row < accepts.Length; row++)
        {
            rows[kept] = row;
            kept += accepts[row] ? 1 : 0;
        }

        return kept;
    }

    public bool Accepts(int row)
    {
        Refresh();
        return _accepts[row];
    }

    /// <summary>Notes that a row is new or other than before.</summary>
    public void Changed(int row)
    {
        if (_layout == _shape.Layout)
        {
            Resize();
            _accepts[row] = Accept(row);
        }
    }

    /// <summary>Has everything worked out anew at the next question.</summary>
    public void Forget() => _layout = -1;

    /// <summary>Compiles anew where the columns have changed.</summary>
    public void Refresh()
    {
        if (_layout == _shape.Layout)
        {
            return;
        }

        var compiler = new Compiler(null, _shape);
        _known.Clear();
        OnJob.Clear();
        foreach (var clause in Clauses)
        {
            if (compiler.OfMachine(clause) is { } node)
            {
                _known.Add(node);
            }
            else
            {
                OnJob.Add(clause);
            }
        }

        Resize();
        for (var row = 0; row < _shape.Count; row++)
        {
            _accepts[row] = Accept(row);
        }

        _layout = _shape.Layout;
    }

    private bool Accept(int row) => _known.TrueForAll(node => MatchScopes.IsTrue(node.Evaluate(row)));

    private void Resize()
    {
        if (_accepts.Length < _shape.Count)
        {
            Array.Resize(ref _accepts, Math.Max(16, _shape.Count * 2));
        }
    }
}
