using Ect.ClassAds.Evaluation;
using Ect.ClassAds.Text;
using Ect.ClassAds.Values;

namespace Ect.ClassAds.Syntax;

/// <summary>[ a = 1; b = 2 ]. Attributes stand in the reference's order: shorter names first, then by letter.</summary>
internal sealed class AdNode : Node
{
    private readonly Dictionary<string, Node> _byName;

    public AdNode(IEnumerable<KeyValuePair<string, Node>> attributes)
        : this(ByName(attributes))
    {
    }

    private AdNode(Dictionary<string, Node> byName)
        : base(Above([.. byName.Values])) => _byName = byName;

    public static AdNode Empty { get; } = new([]);

    public int Count => _byName.Count;

    public IEnumerable<KeyValuePair<string, Node>> Attributes =>
        _byName.OrderBy(pair => pair.Key.Length).ThenBy(pair => pair.Key, AsciiIgnoreCase.Instance);

    /// <summary>The attributes in no particular order.</summary>
    public Dictionary<string, Node> Unordered => _byName;

    public Node? Find(string name) => _byName.GetValueOrDefault(name);

    public override Value Evaluate(Run run, Scope? home) => Value.Of(new Scope(this, home));

    public override void Write(SourceWriter writer) => writer.Ad(this);

    /// <summary>A copy in which the attribute has another expression, or is not there.</summary>
    public AdNode With(string name, Node? value)
    {
        var others = _byName.Where(pair => !AsciiIgnoreCase.AreEqual(pair.Key, name));
        return new(value is null ? others : others.Append(new(name, value)));
    }

    // The last one of a name counts.
    private static Dictionary<string, Node> ByName(IEnumerable<KeyValuePair<string, Node>> attributes)
    {
        var byName = new Dictionary<string, Node>(AsciiIgnoreCase.Instance);
        foreach (var (name, value) in attributes)
        {
            byName[name] = value;
        }

        return byName;
    }
}
