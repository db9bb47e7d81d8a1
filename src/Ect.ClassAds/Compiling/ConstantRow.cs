using Ect.ClassAds.Values;

namespace Ect.ClassAds.Compiling;

/// <summary>A value that is the same for every row.</summary>
internal sealed class ConstantRow(Value value) : RowNode
{
    public Value Value => value;

    public override Value Evaluate(int row) => value;

    public override void Collect(HashSet<Column> columns)
    {
    }
}
