using Ect.ClassAds.Matching;

namespace Ect.ClassAds.Compiling;

/// <summary>A clause on one column with few distinct values: it is worked out once for each of them.</summary>
internal sealed class CodeFilter(RowNode node, Column column) : Filter
{
    private const byte No = 1;
    private const byte Yes = 2;

    private byte[] _answers = new byte[Math.Max(16, column.Distinct.Count)];

    public override int Cost => 1;

    public override int Apply(Span<int> rows, int count)
    {
        if (!column.IsCoded)
        {
            return RowFilter.Apply(node, rows, count);
        }

        if (_answers.Length < column.Distinct.Count)
        {
            Array.Resize(ref _answers, Column.MostDistinct);
        }

        var codes = column.Codes;
        var answers = _answers;
        var kept = 0;
        for (var i = 0; i < count; i++)
        {
            var row = rows[i];
            ref var answer = ref answers[codes[row]];
            if (answer == 0)
            {
                answer = MatchScopes.IsTrue(node.Evaluate(row)) ? Yes : No;
            }

            rows[kept] = row;
            kept += answer - No;
        }

        return kept;
    }
}
