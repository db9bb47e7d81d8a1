using Ect.ClassAds.Syntax;
using Ect.ClassAds.Text;
using Ect.ClassAds.Values;

namespace Ect.ClassAds.Matching;

/// <summary>
/// What the others say at best of the attribute that a comparison asks for: the most where much is wanted, the least where little is,
/// and which values there are where it must be one.
/// </summary>
internal sealed class BestSaid
{
    private const int MostValues = 100;
    private const int MostShown = 3;

    private readonly AttributeNode _attribute;
    private readonly int _direction;
    private readonly Dictionary<string, int> _values = [];
    private Value _best;

    private BestSaid(AttributeNode attribute, int direction) => (_attribute, _direction) = (attribute, direction);

    /// <summary>For a clause that compares one attribute of the other ad; null for another.</summary>
    public static BestSaid? For(Node clause)
    {
        while (clause is ParenthesesNode parentheses)
        {
            clause = parentheses.Inner;
        }

        return clause switch
        {
            BinaryNode { Operator: BinaryOperator.Equal or BinaryOperator.Is } equal => Of(equal, 0, 0),
            BinaryNode { Operator: BinaryOperator.Greater or BinaryOperator.GreaterOrEqual } more => Of(more, 1, -1),
            BinaryNode { Operator: BinaryOperator.Less or BinaryOperator.LessOrEqual } less => Of(less, -1, 1),
            _ => null,
        };
    }

    public void Note(Func<Node, Value> evaluate)
    {
        var value = evaluate(_attribute);
        if (_direction != 0)
        {
            _best = value.TryGetNumber(out var number) && !double.IsNaN(number) && (!_best.TryGetNumber(out var known) || _direction * number > _direction * known) ? value : _best;
        }
        else if (!value.IsUndefined && !value.IsError && Shown(value) is var text && (_values.ContainsKey(text) || _values.Count < MostValues))
        {
            _values[text] = _values.GetValueOrDefault(text) + 1;
        }
    }

    /// <summary>For people; null if nobody says anything of it.</summary>
    public override string? ToString()
    {
        var name = ByteText.Decode(_attribute.Name);
        return !_best.IsUndefined ? $"{name} is {Shown(_best)} at best"
            : _values.Count == 0 ? null
            : $"{name} is {string.Join(", ", _values.OrderByDescending(value => value.Value).ThenBy(value => value.Key, StringComparer.Ordinal).Take(MostShown).Select(value => value.Key))}{(_values.Count > MostShown ? ", …" : "")}";
    }

    private static string Shown(Value value) => new ValueNode(value).Readable();

    private static BestSaid? Of(BinaryNode comparison, int leftDirection, int rightDirection) =>
        (AskedNames.IsOfOther(comparison.Left), AskedNames.IsOfOther(comparison.Right)) switch
        {
            (true, false) => new((AttributeNode)comparison.Left, leftDirection),
            (false, true) => new((AttributeNode)comparison.Right, rightDirection),
            _ => null,
        };
}
