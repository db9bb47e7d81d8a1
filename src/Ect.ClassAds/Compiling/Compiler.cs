using Ect.ClassAds.Evaluation;
using Ect.ClassAds.Matching;
using Ect.ClassAds.Syntax;
using Ect.ClassAds.Text;
using Ect.ClassAds.Values;

namespace Ect.ClassAds.Compiling;

/// <summary>
/// Compiles expressions of a job, or of a shape of machines, in view of the other side. What it does not understand (nested ads,
/// eval, the clock, chance) it leaves to the evaluator: then the result is null.
/// </summary>
internal sealed class Compiler
{
    // Small enough that no limit of an evaluation is ever near.
    private const int MostNodes = 200;
    private const int DeepestAttributes = 16;

    private readonly AdNode? _job;
    private readonly Shape _shape;
    private readonly Run _run = new(EvaluationOptions.Default);
    private int _nodes;

    /// <param name="job">The job; null to compile what does not depend on one.</param>
    /// <param name="shape">The machines.</param>
    public Compiler(AdNode? job, Shape shape)
    {
        _job = job;
        _shape = shape;
        IsPossible = (job is null || !MatchScopes.Reserved.Any(name => job.Find(name) is not null))
            && !MatchScopes.Reserved.Any(name => shape.Columns.ContainsKey(name) || shape.Expressions.ContainsKey(name));
    }

    /// <summary>Whether names mean what they say: no attribute is called MY, TARGET or the like.</summary>
    public bool IsPossible { get; }

    private enum Side
    {
        Job,
        Machine,
    }

    public RowNode? OfJob(Node node) => Begin(node, Side.Job);

    public RowNode? OfMachine(Node node) => Begin(node, Side.Machine);

    private RowNode? Begin(Node node, Side side)
    {
        _nodes = 0;
        return IsPossible ? Compile(node, side, 0) : null;
    }

    private RowNode? Compile(Node node, Side side, int depth)
    {
        if (++_nodes > MostNodes || depth > DeepestAttributes)
        {
            return null;
        }

        return node switch
        {
            ValueNode literal => IsSmall(literal.Value) ? new ConstantRow(literal.Value) : null,
            ParenthesesNode parentheses => Compile(parentheses.Inner, side, depth),
            ListNode list => Array.TrueForAll(list.Elements, element => element is ValueNode literal && IsSmall(literal.Value)) && (_nodes += list.Elements.Length) <= MostNodes
                ? new ConstantRow(Value.Of(new ListValue(list.Elements, null)))
                : null,
            UnaryNode unary => Compile(unary.Operand, side, depth) is { } operand ? Folded(new UnaryRow(unary.Operator, operand), operand) : null,
            BinaryNode binary => Compile(binary.Left, side, depth) is { } left && Compile(binary.Right, side, depth) is { } right
                ? Folded(new BinaryRow(binary.Operator, left, right), left, right)
                : null,
            ConditionalNode conditional => Compile(conditional.Condition, side, depth) is { } condition && Compile(conditional.Yes, side, depth) is { } yes && Compile(conditional.No, side, depth) is { } no
                ? Folded(new ConditionalRow(condition, yes, no), condition, yes, no)
                : null,
            ElvisNode elvis => Compile(elvis.First, side, depth) is { } first && Compile(elvis.Otherwise, side, depth) is { } otherwise ? Folded(new ElvisRow(first, otherwise), first, otherwise) : null,
            CallNode call => Compile(call, side, depth),
            AttributeNode attribute => Compile(attribute, side, depth),
            _ => null,
        };
    }

    private RowNode? Compile(CallNode call, Side side, int depth)
    {
        if (call.Function is null)
        {
            return new ConstantRow(Value.Error);
        }

        if (!PureFunctions.Contains(call.Name))
        {
            return null;
        }

        var arguments = new RowNode[call.Arguments.Length];
        for (var i = 0; i < arguments.Length; i++)
        {
            if (Compile(call.Arguments[i], side, depth) is not { } argument)
            {
                return null;
            }

            arguments[i] = argument;
        }

        return Folded(new CallRow(call.Function, call.Name, arguments, _run), arguments);
    }

    private RowNode? Compile(AttributeNode attribute, Side side, int depth) => attribute switch
    {
        { Absolute: true } => null,
        { From: null } => Of(attribute, side, depth),
        { From: AttributeNode { From: null, Absolute: false, Name: var prefix } } => SideOf(prefix, side) is { } which ? Of(attribute, which, depth) : null,
        _ => null,
    };

    private static Side? SideOf(string prefix, Side side) =>
        AsciiIgnoreCase.AreEqual(prefix, "my") ? side
        : AsciiIgnoreCase.AreEqual(prefix, "target") || AsciiIgnoreCase.AreEqual(prefix, "other") ? (side == Side.Job ? Side.Machine : Side.Job)
        : null;

    private RowNode? Of(AttributeNode attribute, Side side, int depth)
    {
        if (MatchScopes.Reserved.Contains(attribute.Name))
        {
            return null;
        }

        if (side == Side.Job)
        {
            return _job is null ? null : _job.Find(attribute.Name) is { } node ? Compile(node, side, depth + 1) : new ConstantRow(Value.Undefined);
        }

        if (_shape.Expressions.TryGetValue(attribute.Name, out var expression))
        {
            return Compile(expression, side, depth + 1);
        }

        return !_shape.Columns.TryGetValue(attribute.Name, out var column) ? new ConstantRow(Value.Undefined) : column.IsOpaque ? null : new ColumnRow(column);
    }

    private static bool IsSmall(Value value) => !value.IsStopped && !value.IsList && !value.IsAd && (!value.IsString || value.Bytes.Length <= 1024);

    private static RowNode Folded(RowNode node, params ReadOnlySpan<RowNode> parts)
    {
        foreach (var part in parts)
        {
            if (part is not ConstantRow)
            {
                return node;
            }
        }

        return new ConstantRow(node.Evaluate(0));
    }
}
