using Ect.ClassAds.Values;

namespace Ect.ClassAds.Compiling;

/// <summary>The value of an attribute.</summary>
internal sealed class ColumnRow(Column column) : RowNode
{
    public Column Column => column;

    public override Value Evaluate(int row) => column[row];

    public override void Collect(HashSet<Column> columns) => columns.Add(column);
}
