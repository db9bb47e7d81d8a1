using Ect.ClassAds.Evaluation;
using Ect.ClassAds.Values;

namespace Ect.ClassAds.Syntax;

internal sealed class UnaryNode(UnaryOperator op, Node operand) : Node(Above(operand))
{
    public UnaryOperator Operator => op;

    public Node Operand => operand;

    public override Value Evaluate(Run run, Scope? home)
    {
        var value = run.Evaluate(operand, home);
        return value.IsStopped ? Value.Stopped : Operators.Unary(op, value);
    }

    public override void Write(SourceWriter writer) => writer.Add(" ").Unary(op, operand);
}
