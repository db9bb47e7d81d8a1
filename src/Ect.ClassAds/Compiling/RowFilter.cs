using Ect.ClassAds.Matching;

namespace Ect.ClassAds.Compiling;

/// <summary>Any other clause.</summary>
internal sealed class RowFilter(RowNode node) : Filter
{
    public override int Cost => 10;

    public override int Apply(Span<int> rows, int count) => Apply(node, rows, count);

    public static int Apply(RowNode node, Span<int> rows, int count)
    {
        var kept = 0;
        for (var i = 0; i < count; i++)
        {
            var row = rows[i];
            rows[kept] = row;
            kept += MatchScopes.IsTrue(node.Evaluate(row)) ? 1 : 0;
        }

        return kept;
    }
}
