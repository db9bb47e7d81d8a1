using Ect.ClassAds.Matching;
using Ect.ClassAds.Parsing;
using Ect.ClassAds.Syntax;
using Ect.ClassAds.Text;
using Ect.ClassAds.Values;

namespace Ect.ClassAds.Programs;

/// <summary>
/// Compiles an expression for a contract that evaluates it against what a worker pool says of itself on chain: postfix, without jumps,
/// with the values that the evaluator gives in new semantics. What contracts do not have is refused.
/// </summary>
public sealed class ProgramCompiler
{
    private const int LongestQuote = 60;
    private const string Names = "names on chain are x, MY.x and TARGET.x (OTHER.x)";

    private readonly AdNode _own;
    private readonly ProgramWriter _program = new();
    private readonly List<Node> _inside = [];
    private string? _refusal;
    private Node? _refused;
    private AttributeNode? _reference; // through which the own ad was entered
    private readonly bool _isWritten; // by a person just now
    private int _nesting;

    private ProgramCompiler(AdNode own, bool isWritten) => (_own, _isWritten) = (own, isWritten);

    /// <summary>Compiles an expression, or says which part of it a contract does not understand, and why.</summary>
    /// <param name="expression">Requirements or a rank: TARGET.x (OTHER.x) is the pool's attribute x.</param>
    /// <param name="own">The ad that it stands in: what MY.x, or x alone, refers to is put in.</param>
    /// <param name="program">The program: at most <see cref="ProgramLimits.Length"/> bytes.</param>
    /// <param name="refusal">The part and the rule.</param>
    public static bool TryCompile(Expression expression, ClassAd own, out byte[]? program, out string? refusal)
    {
        var compiler = new ProgramCompiler(own.Node, isWritten: false);
        var isWhole = compiler.Add(expression.Node);
        program = isWhole ? compiler._program.ToArray() : null;
        refusal = compiler._refusal;
        return isWhole;
    }

    /// <summary>
    /// Reads and compiles an expression, or says where and why it is none, or none that a contract understands. A name that the own ad does
    /// not have, undefined for ever, is refused too: whoever writes it means the pool's.
    /// </summary>
    /// <param name="text">The expression's source.</param>
    /// <param name="own">The ad that it stands in.</param>
    /// <param name="program">The program.</param>
    /// <param name="error">The place in the text, the part that stands there, and the rule that it breaks.</param>
    public static bool TryCompile(string text, ClassAd own, out byte[]? program, out ParseError? error)
    {
        program = null;
        if (!Expression.TryParse(text, out var expression, out error))
        {
            return false;
        }

        var compiler = new ProgramCompiler(own.Node, isWritten: true);
        if (compiler.Add(expression!.Node))
        {
            program = compiler._program.ToArray();
            return true;
        }

        error = ParseError.At(text, ByteText.CharacterOf(ByteText.Encode(text), (compiler._reference ?? compiler._refused!).Start), compiler._refusal!);
        return false;
    }

    private bool Add(Node node)
    {
        if (_nesting >= ProgramLimits.Nesting)
        {
            return Refuse(node, $"expressions on chain are nested {ProgramLimits.Nesting} deep at most");
        }

        _nesting++;
        var isWhole = node switch
        {
            ValueNode literal => Literal(literal),
            ParenthesesNode parentheses => Add(parentheses.Inner),
            AttributeNode attribute => Attribute(attribute),
            UnaryNode unary => Add(unary.Operand) && Apply(unary, CodeOf(unary.Operator), 1),
            BinaryNode binary => Chain(binary),
            ConditionalNode conditional => Add(conditional.Condition) && Add(conditional.Yes) && Add(conditional.No) && Apply(conditional, Opcode.If, 3),
            ElvisNode elvis => Add(elvis.First) && Add(elvis.Otherwise) && Apply(elvis, Opcode.Elvis, 2),
            CallNode call => Refuse(call, "there are no functions on chain"),
            SubscriptNode subscript => Refuse(subscript, "there are no subscripts on chain"),
            ListNode list => Refuse(list, "there are no lists on chain"),
            _ => Refuse(node, "there are no nested ads on chain"),
        };
        _nesting--;
        return isWhole;
    }

    // a && b && c … hangs to the left, however long it is.
    private bool Chain(BinaryNode last)
    {
        Stack<BinaryNode> chain = new([last]);
        while (chain.Peek().Left is BinaryNode next)
        {
            chain.Push(next);
            if (chain.Count > ProgramLimits.Length)
            {
                return Refuse(last, $"a program on chain has {ProgramLimits.Length} bytes at most");
            }
        }

        if (!Add(chain.Peek().Left))
        {
            return false;
        }

        foreach (var binary in chain)
        {
            if (!Add(binary.Right) || !Apply(binary, CodeOf(binary.Operator), 2))
            {
                return false;
            }
        }

        return true;
    }

    private bool Literal(ValueNode literal)
    {
        var value = literal.Value;
        return Word.RuleAgainst(value) is { } rule
            ? Refuse(literal, rule)
            : Unless(literal, value.Kind switch
            {
                ValueKind.Undefined => _program.Push(Opcode.Undefined),
                ValueKind.Error => _program.Push(Opcode.Error),
                ValueKind.Boolean => _program.Push(value.Boolean ? Opcode.True : Opcode.False),
                ValueKind.Integer => _program.PushInteger(value.Integer),
                _ => _program.PushText(Opcode.Text, value.Bytes),
            });
    }

    private bool Attribute(AttributeNode attribute)
    {
        if (attribute.Absolute || attribute.From is not (null or AttributeNode { From: null, Absolute: false }))
        {
            return Refuse(attribute, Names);
        }

        if (MatchScopes.Reserved.Contains(attribute.Name))
        {
            return Refuse(attribute, $"{attribute.Name} has a meaning of its own in a match");
        }

        if (attribute.From is not AttributeNode { Name: var prefix })
        {
            return Own(attribute);
        }

        var isOwn = AsciiIgnoreCase.AreEqual(prefix, "my");
        if (!isOwn && !AsciiIgnoreCase.AreEqual(prefix, "target") && !AsciiIgnoreCase.AreEqual(prefix, "other"))
        {
            return Refuse(attribute, Names);
        }

        if (_own.Find(prefix) is not null)
        {
            return Refuse(attribute, $"the own ad has an attribute {prefix}, which hides the prefix");
        }

        return isOwn ? Own(attribute) : Pools(attribute);
    }

    private bool Pools(AttributeNode attribute) => Word.RuleAgainst("a name", attribute.Name) is { } rule
        ? Refuse(attribute, rule)
        : Unless(attribute, _program.PushText(Opcode.Attribute, AsciiIgnoreCase.Lower(attribute.Name)));

    private bool Own(AttributeNode attribute)
    {
        if (_own.Find(attribute.Name) is not { } node)
        {
            return _isWritten
                ? Refuse(attribute, $"the own ad says no such thing; of the pool it is TARGET.{ByteText.Decode(attribute.Name)}")
                : Unless(attribute, _program.Push(Opcode.Undefined));
        }

        if (_inside.Contains(node))
        {
            return Refuse(attribute, "the attribute refers to itself");
        }

        if (_inside.Count >= ProgramLimits.OwnAttributes)
        {
            return Refuse(attribute, $"{ProgramLimits.OwnAttributes} attributes refer to each other in a chain at most");
        }

        _reference = _inside.Count == 0 ? attribute : _reference;
        _inside.Add(node);
        var isWhole = Add(node);
        _inside.RemoveAt(_inside.Count - 1);
        _reference = isWhole && _inside.Count == 0 ? null : _reference;
        return isWhole;
    }

    private bool Apply(Node node, Opcode code, int operands) => Unless(node, _program.Apply(code, operands));

    private bool Unless(Node node, string? rule) => rule is null || Refuse(node, rule);

    private bool Refuse(Node node, string rule)
    {
        _refused = node;
        var writer = new SourceWriter(LongestQuote);
        writer.Add(node);
        var part = ByteText.Decode(writer.ToString()).Trim();
        _refusal = $"{(part.Length > LongestQuote ? string.Concat(part.AsSpan(0, LongestQuote), "…") : part)}: {rule}";
        return false;
    }

    private static Opcode CodeOf(UnaryOperator op) => op switch
    {
        UnaryOperator.Plus => Opcode.Plus,
        UnaryOperator.Minus => Opcode.Negate,
        UnaryOperator.Not => Opcode.Not,
        _ => Opcode.Complement,
    };

    private static Opcode CodeOf(BinaryOperator op) => op switch
    {
        BinaryOperator.Or => Opcode.Or,
        BinaryOperator.And => Opcode.And,
        BinaryOperator.BitOr => Opcode.BitOr,
        BinaryOperator.BitXor => Opcode.BitXor,
        BinaryOperator.BitAnd => Opcode.BitAnd,
        BinaryOperator.Equal => Opcode.Equal,
        BinaryOperator.NotEqual => Opcode.NotEqual,
        BinaryOperator.Is => Opcode.Is,
        BinaryOperator.Isnt => Opcode.Isnt,
        BinaryOperator.Less => Opcode.Less,
        BinaryOperator.LessOrEqual => Opcode.LessOrEqual,
        BinaryOperator.Greater => Opcode.Greater,
        BinaryOperator.GreaterOrEqual => Opcode.GreaterOrEqual,
        BinaryOperator.ShiftLeft => Opcode.ShiftLeft,
        BinaryOperator.ShiftRight => Opcode.ShiftRight,
        BinaryOperator.ShiftRightUnsigned => Opcode.ShiftRightUnsigned,
        BinaryOperator.Add => Opcode.Add,
        BinaryOperator.Subtract => Opcode.Subtract,
        BinaryOperator.Multiply => Opcode.Multiply,
        BinaryOperator.Divide => Opcode.Divide,
        _ => Opcode.Modulo,
    };
}
