using Ect.ClassAds.Evaluation;
using Ect.ClassAds.Functions;
using Ect.ClassAds.Values;

namespace Ect.ClassAds.Syntax;

/// <summary>A call. An unknown function is no mistake of syntax: its value is error.</summary>
internal sealed class CallNode(string name, Node[] arguments) : Node(Above(arguments))
{
    private readonly Function? _function = FunctionTable.Find(name);

    public string Name => name;

    public Node[] Arguments => arguments;

    public Function? Function => _function;

    public override Value Evaluate(Run run, Scope? home) => _function is null ? Value.Error : _function(new Call(run, home, name, arguments));

    public override void Write(SourceWriter writer)
    {
        writer.Name(name).Add("(");
        for (var i = 0; i < arguments.Length; i++)
        {
            writer.Add(i == 0 ? "" : ",").Add(arguments[i]);
        }

        writer.Add(")");
    }
}
