using Ect.ClassAds.Syntax;
using Ect.ClassAds.Text;
using Ect.ClassAds.Values;

namespace Ect.ClassAds.Compiling;

/// <summary>Ads whose expressions are the same, and that differ in plain values only: these stand in columns.</summary>
internal sealed class Shape(IReadOnlyDictionary<string, Node> expressions)
{
    private const int LongestString = 1024;

    private readonly Dictionary<string, Column> _columns = new(AsciiIgnoreCase.Instance);
    private readonly List<AdNode> _ads = [];
    private readonly List<int> _ids = [];

    public int Count => _ads.Count;

    /// <summary>The attributes that are no plain values, the same in every ad of the shape.</summary>
    public IReadOnlyDictionary<string, Node> Expressions => expressions;

    public IReadOnlyDictionary<string, Column> Columns => _columns;

    /// <summary>Changes when what was compiled for the shape no longer holds: a new column, or one that has become opaque or ceased to be.</summary>
    public int Layout { get; private set; }

    public AdNode Ad(int row) => _ads[row];

    public int Id(int row) => _ids[row];

    /// <summary>Whether an attribute is the ad's own matter, and stands in a column: literals, lists, nested ads.</summary>
    public static bool IsPlain(Node node) => node is ValueNode or ListNode or AdNode;

    /// <summary>What tells the shape of an ad from others.</summary>
    public static string Key(AdNode ad) =>
        string.Join('\n', ad.Attributes.Where(pair => !IsPlain(pair.Value)).Select(pair => $"{new SourceWriter().Name(AsciiIgnoreCase.Lower(pair.Key))}={pair.Value}"));

    public int Add(AdNode ad, int id)
    {
        AddColumns(ad);
        foreach (var (name, column) in _columns)
        {
            var (value, opaque) = ValueOf(ad, name);
            var before = column.IsOpaque;
            column.Add(value, opaque);
            Layout += before == column.IsOpaque ? 0 : 1;
        }

        _ads.Add(ad);
        _ids.Add(id);
        return _ads.Count - 1;
    }

    public void Set(int row, AdNode ad)
    {
        AddColumns(ad);
        foreach (var (name, column) in _columns)
        {
            var (value, opaque) = ValueOf(ad, name);
            var before = column.IsOpaque;
            column.Set(row, value, opaque, ValueOf(_ads[row], name).Opaque);
            Layout += before == column.IsOpaque ? 0 : 1;
        }

        _ads[row] = ad;
    }

    /// <summary>Removes a row. The last one takes its place; its id is returned, or -1 if it was the last itself.</summary>
    public int Remove(int row)
    {
        var last = _ads.Count - 1;
        foreach (var (name, column) in _columns)
        {
            var before = column.IsOpaque;
            column.Remove(row, ValueOf(_ads[row], name).Opaque, ValueOf(_ads[last], name).Opaque);
            Layout += before == column.IsOpaque ? 0 : 1;
        }

        (_ads[row], _ids[row]) = (_ads[last], _ids[last]);
        _ads.RemoveAt(last);
        _ids.RemoveAt(last);
        return row == last ? -1 : _ids[row];
    }

    private void AddColumns(AdNode ad)
    {
        foreach (var (name, node) in ad.Unordered)
        {
            if (!IsPlain(node) || _columns.ContainsKey(name))
            {
                continue;
            }

            var column = new Column();
            for (var i = 0; i < _ads.Count; i++)
            {
                column.Add(Value.Undefined, false);
            }

            _columns.Add(name, column);
            Layout++;
        }
    }

    private static (Value Value, bool Opaque) ValueOf(AdNode ad, string name) => ad.Find(name) switch
    {
        null => (Value.Undefined, false),
        ValueNode { Value: { IsString: true } text } when text.Bytes.Length > LongestString => (Value.Undefined, true),
        ValueNode { Value: var value } => (value, value.IsStopped || value.IsList || value.IsAd),
        ListNode or AdNode => (Value.Undefined, true),
        _ => (Value.Undefined, true),
    };
}
