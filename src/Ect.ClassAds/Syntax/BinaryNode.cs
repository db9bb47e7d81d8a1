using Ect.ClassAds.Evaluation;
using Ect.ClassAds.Values;

namespace Ect.ClassAds.Syntax;

/// <summary>An operation on two operands. Long chains a + b + c + … hang to the left and are walked without recursion.</summary>
internal sealed class BinaryNode(BinaryOperator op, Node left, Node right) : Node(Math.Max(left.Height, right.Height + 1))
{
    private const int LongChain = 32;

    private readonly int _chain = left is BinaryNode next ? next._chain + 1 : 1;

    public BinaryOperator Operator => op;

    public Node Left => left;

    public Node Right => right;

    public override Value Evaluate(Run run, Scope? home)
    {
        if (_chain <= LongChain)
        {
            return Finish(run, home, run.Evaluate(left, home));
        }

        var chain = Chain();
        var value = run.Evaluate(chain[^1].Left, home);
        for (var i = chain.Count - 1; i >= 0; i--)
        {
            if (!run.Step())
            {
                return Value.Stopped;
            }

            value = chain[i].Finish(run, home, value);
        }

        return value;
    }

    public override void Write(SourceWriter writer)
    {
        var chain = Chain();
        writer.Add(chain[^1].Left);
        for (var i = chain.Count - 1; i >= 0; i--)
        {
            writer.Add(Sign(chain[i].Operator)).Add(chain[i].Right);
        }
    }

    private static string Sign(BinaryOperator op) => op switch
    {
        BinaryOperator.Or => " || ",
        BinaryOperator.And => " && ",
        BinaryOperator.BitOr => " | ",
        BinaryOperator.BitXor => " ^ ",
        BinaryOperator.BitAnd => " & ",
        BinaryOperator.Equal => " == ",
        BinaryOperator.NotEqual => " != ",
        BinaryOperator.Is => " is ",
        BinaryOperator.Isnt => " isnt ",
        BinaryOperator.Less => " < ",
        BinaryOperator.LessOrEqual => " <= ",
        BinaryOperator.Greater => " > ",
        BinaryOperator.GreaterOrEqual => " >= ",
        BinaryOperator.ShiftLeft => " << ",
        BinaryOperator.ShiftRight => " >> ",
        BinaryOperator.ShiftRightUnsigned => " >>> ",
        BinaryOperator.Add => " + ",
        BinaryOperator.Subtract => " - ",
        BinaryOperator.Multiply => " * ",
        BinaryOperator.Divide => " / ",
        _ => " % ",
    };

    // The right side is evaluated unless the left one decides, even if the left one is error.
    private Value Finish(Run run, Scope? home, Value first)
    {
        if (first.IsStopped)
        {
            return Value.Stopped;
        }

        if (op <= BinaryOperator.And && first.TryGetTruth(out var truth) && truth == (op == BinaryOperator.Or))
        {
            return Value.Of(truth);
        }

        var second = run.Evaluate(right, home);
        return second.IsStopped ? Value.Stopped : Operators.Binary(op, first, second);
    }

    private List<BinaryNode> Chain()
    {
        List<BinaryNode> chain = new(_chain) { this };
        while (chain[^1].Left is BinaryNode next)
        {
            chain.Add(next);
        }

        return chain;
    }
}
