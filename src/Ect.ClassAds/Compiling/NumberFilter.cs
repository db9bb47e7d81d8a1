using Ect.ClassAds.Syntax;
using Ect.ClassAds.Values;

namespace Ect.ClassAds.Compiling;

/// <summary>A number in a column compared with a constant.</summary>
internal sealed class NumberFilter : Filter
{
    private readonly RowNode _node;
    private readonly Column _column;
    private readonly BinaryOperator _operator;
    private readonly Value _constant;

    private NumberFilter(RowNode node, Column column, BinaryOperator op, Value constant) => (_node, _column, _operator, _constant) = (node, column, op, constant);

    public override int Cost => 2;

    public static NumberFilter? Of(BinaryRow comparison) => comparison switch
    {
        { Left: ColumnRow { Column: var column }, Right: ConstantRow { Value: { IsNumber: true } constant } } => new(comparison, column, comparison.Operator, constant),
        { Left: ConstantRow { Value: { IsNumber: true } constant }, Right: ColumnRow { Column: var column } } => new(comparison, column, Turned(comparison.Operator), constant),
        _ => null,
    };

    public override int Apply(Span<int> rows, int count)
    {
        if (_column.IsInteger && !_constant.IsReal)
        {
            return Integers(_column.Bits, _constant.Integer, rows, count);
        }

        return _column.IsInteger || _column.IsReal ? Reals(_column.Bits, _column.IsReal, _constant.Number, rows, count) : RowFilter.Apply(_node, rows, count);
    }

    private static BinaryOperator Turned(BinaryOperator op) => op switch
    {
        BinaryOperator.Less => BinaryOperator.Greater,
        BinaryOperator.LessOrEqual => BinaryOperator.GreaterOrEqual,
        BinaryOperator.Greater => BinaryOperator.Less,
        BinaryOperator.GreaterOrEqual => BinaryOperator.LessOrEqual,
        _ => op,
    };

    private int Integers(ReadOnlySpan<long> bits, long constant, Span<int> rows, int count)
    {
        var kept = 0;
        for (var i = 0; i < count; i++)
        {
            var row = rows[i];
            var value = bits[row];
            var holds = _operator switch
            {
                BinaryOperator.Less => value < constant,
                BinaryOperator.LessOrEqual => value <= constant,
                BinaryOperator.Greater => value > constant,
                BinaryOperator.GreaterOrEqual => value >= constant,
                BinaryOperator.Equal => value == constant,
                _ => value != constant,
            };
            rows[kept] = row;
            kept += holds ? 1 : 0;
        }

        return kept;
    }

    private int Reals(ReadOnlySpan<long> bits, bool real, double constant, Span<int> rows, int count)
    {
        var kept = 0;
        for (var i = 0; i < count; i++)
        {
            var row = rows[i];
            var value = real ? BitConverter.Int64BitsToDouble(bits[row]) : bits[row];
            var holds = _operator switch
            {
                BinaryOperator.Less => value < constant,
                BinaryOperator.LessOrEqual => value <= constant,
                BinaryOperator.Greater => value > constant,
                BinaryOperator.GreaterOrEqual => value >= constant,
                BinaryOperator.Equal => value == constant,
                _ => value != constant,
            };
            rows[kept] = row;
            kept += holds ? 1 : 0;
        }

        return kept;
    }
}
