using Ect.ClassAds.Matching;
using Ect.ClassAds.Syntax;

namespace Ect.ClassAds.Compiling;

/// <summary>Keeps those rows for which a clause is true.</summary>
internal abstract class Filter
{
    /// <summary>What a row costs, roughly: cheap filters go first.</summary>
    public abstract int Cost { get; }

    /// <summary>Keeps the accepted ones of the first <paramref name="count"/> rows, in order, and returns how many there are.</summary>
    public abstract int Apply(Span<int> rows, int count);

    public static Filter Of(RowNode node)
    {
        if (node is ConstantRow constant)
        {
            return new ConstantFilter(MatchScopes.IsTrue(constant.Value));
        }

        HashSet<Column> columns = [];
        node.Collect(columns);
        var only = columns.Count == 1 ? columns.Single() : null;
        if (only is { IsCoded: true })
        {
            return new CodeFilter(node, only);
        }

        return node is BinaryRow { Operator: >= BinaryOperator.Equal and not (BinaryOperator.Is or BinaryOperator.Isnt) and <= BinaryOperator.GreaterOrEqual } comparison && NumberFilter.Of(comparison) is { } filter
            ? filter
            : new RowFilter(node);
    }
}
