using Ect.ClassAds.Evaluation;
using Ect.ClassAds.Syntax;
using Ect.ClassAds.Values;

namespace Ect.ClassAds.Compiling;

/// <summary>One operand.</summary>
internal sealed class UnaryRow(UnaryOperator op, RowNode operand) : RowNode
{
    public override Value Evaluate(int row)
    {
        var value = operand.Evaluate(row);
        return value.IsStopped ? Value.Stopped : Operators.Unary(op, value);
    }

    public override void Collect(HashSet<Column> columns) => operand.Collect(columns);
}
