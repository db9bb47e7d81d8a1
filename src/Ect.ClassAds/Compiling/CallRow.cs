using Ect.ClassAds.Evaluation;
using Ect.ClassAds.Functions;
using Ect.ClassAds.Syntax;
using Ect.ClassAds.Values;

namespace Ect.ClassAds.Compiling;

/// <summary>A call of a function that looks at nothing but its arguments.</summary>
internal sealed class CallRow(Function function, string name, RowNode[] arguments, Run run) : RowNode
{
    public override Value Evaluate(int row)
    {
        var values = new Node[arguments.Length];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = new ValueNode(arguments[i].Evaluate(row));
        }

        run.Reset();
        return function(new Call(run, null, name, values));
    }

    public override void Collect(HashSet<Column> columns)
    {
        foreach (var argument in arguments)
        {
            argument.Collect(columns);
        }
    }
}
