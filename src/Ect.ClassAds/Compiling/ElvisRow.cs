using Ect.ClassAds.Values;

namespace Ect.ClassAds.Compiling;

/// <summary>value ?: otherwise.</summary>
internal sealed class ElvisRow(RowNode value, RowNode otherwise) : RowNode
{
    public override Value Evaluate(int row)
    {
        var first = value.Evaluate(row);
        if (first.IsStopped)
        {
            return Value.Stopped;
        }

        if (!first.IsUndefined)
        {
            return first;
        }

        var second = otherwise.Evaluate(row);
        return second.IsStopped ? Value.Stopped : second;
    }

    public override void Collect(HashSet<Column> columns)
    {
        value.Collect(columns);
        otherwise.Collect(columns);
    }
}
