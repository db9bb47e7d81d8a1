using Ect.ClassAds.Evaluation;
using Ect.ClassAds.Syntax;
using Ect.ClassAds.Values;

namespace Ect.ClassAds.Compiling;

/// <summary>Two operands.</summary>
internal sealed class BinaryRow(BinaryOperator op, RowNode left, RowNode right) : RowNode
{
    public BinaryOperator Operator => op;

    public RowNode Left => left;

    public RowNode Right => right;

    public override Value Evaluate(int row)
    {
        var first = left.Evaluate(row);
        if (first.IsStopped)
        {
            return Value.Stopped;
        }

        if (op <= BinaryOperator.And && first.TryGetTruth(out var truth) && truth == (op == BinaryOperator.Or))
        {
            return Value.Of(truth);
        }

        var second = right.Evaluate(row);
        return second.IsStopped ? Value.Stopped : Operators.Binary(op, first, second);
    }

    public override void Collect(HashSet<Column> columns)
    {
        left.Collect(columns);
        right.Collect(columns);
    }
}
