using Ect.ClassAds.Values;

namespace Ect.ClassAds.Compiling;

/// <summary>A compiled expression: names are resolved, what does not depend on the row is worked out. Its value is the evaluator's.</summary>
internal abstract class RowNode
{
    public abstract Value Evaluate(int row);

    /// <summary>Adds the columns that the value depends on.</summary>
    public abstract void Collect(HashSet<Column> columns);
}
