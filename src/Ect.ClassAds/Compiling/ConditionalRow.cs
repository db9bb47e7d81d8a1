using Ect.ClassAds.Values;

namespace Ect.ClassAds.Compiling;

/// <summary>condition ? yes : no.</summary>
internal sealed class ConditionalRow(RowNode condition, RowNode yes, RowNode no) : RowNode
{
    public override Value Evaluate(int row)
    {
        var selector = condition.Evaluate(row);
        if (selector.IsStopped)
        {
            return Value.Stopped;
        }

        if (selector.TryGetTruth(out var truth))
        {
            var chosen = (truth ? yes : no).Evaluate(row);
            return chosen.IsStopped ? Value.Stopped : chosen;
        }

        if (yes.Evaluate(row).IsStopped || no.Evaluate(row).IsStopped)
        {
            return Value.Stopped;
        }

        return selector.IsUndefined ? Value.Undefined : Value.Error;
    }

    public override void Collect(HashSet<Column> columns)
    {
        condition.Collect(columns);
        yes.Collect(columns);
        no.Collect(columns);
    }
}
