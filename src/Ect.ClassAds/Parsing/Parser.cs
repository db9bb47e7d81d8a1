using System.Runtime.CompilerServices;
using Ect.ClassAds.Syntax;
using Ect.ClassAds.Text;

namespace Ect.ClassAds.Parsing;

/// <summary>Reads expressions and ads. A failed rule returns null and has said why.</summary>
internal sealed partial class Parser
{
    private readonly string _source;
    private readonly Lexer _lexer;
    private readonly ClassAdLimits _limits;
    private readonly bool _old;
    private Token _token;
    private int _depth;
    private (int Position, string Message)? _error;

    private Parser(string source, Semantics semantics, ClassAdLimits limits)
    {
        _source = source;
        _limits = limits;
        _old = semantics == Semantics.Old;
        _lexer = new Lexer(source, _old);
        _token = _lexer.Next();
    }

    public static Node? ParseExpression(string text, Semantics semantics, ClassAdLimits limits, out ParseError? error) =>
        Parse(text, semantics, limits, parser => parser.Expression(), out error);

    public static AdNode? ParseAd(string text, Semantics semantics, ClassAdLimits limits, out ParseError? error) =>
        Parse(text, semantics, limits, parser => parser._token.Kind == TokenKind.OpenBracket ? parser.Ad() : parser.Fail<AdNode>("An ad begins with ["), out error);

    /// <summary>Reads an expression from bytes, for eval().</summary>
    public static Node? ParseBytes(string source, Semantics semantics, ClassAdLimits limits) => source.Length > limits.SourceLength ? null : new Parser(source, semantics, limits).Whole(parser => parser.Expression());

    private static T? Parse<T>(string text, Semantics semantics, ClassAdLimits limits, Func<Parser, T?> rule, out ParseError? error)
        where T : Node
    {
        var source = text.Length > limits.SourceLength ? null : ByteText.Encode(text);
        if (source is null || source.Length > limits.SourceLength)
        {
            error = ParseError.At(text, 0, $"The text is longer than {limits.SourceLength} bytes");
            return null;
        }

        var parser = new Parser(source, semantics, limits);
        var node = parser.Whole(rule);
        error = node is not null || parser._error is not var (position, message) ? null : ParseError.At(text, ByteText.CharacterOf(source, position), message);
        return node;
    }

    private T? Whole<T>(Func<Parser, T?> rule)
        where T : Node
    {
        var node = rule(this);
        return node is null || _token.Kind == TokenKind.End ? node : Fail<T>("The expression ends before this");
    }

    // Expression: Binary | Binary ? Expression : Expression | Binary ? : Expression
    private Node? Expression()
    {
        if (++_depth > _limits.Nesting || !RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            return Fail<Node>($"Expressions are nested {_limits.Nesting} deep at most");
        }

        var node = Binary(1);
        if (node is not null && _token.Kind == TokenKind.Question)
        {
            Advance();
            node = Conditional(node);
        }

        _depth--;
        return node;
    }

    private Node? Conditional(Node condition)
    {
        if (_token.Kind == TokenKind.Colon)
        {
            Advance();
            return Expression() is { } otherwise ? Checked(new ElvisNode(condition, otherwise, loose: true), condition.Start) : null;
        }

        if (Expression() is not { } yes || !Take(TokenKind.Colon, "Between the branches of a conditional stands a :") || Expression() is not { } no)
        {
            return null;
        }

        return Checked(new ConditionalNode(condition, yes, no), condition.Start);
    }

    private Node? Binary(int least)
    {
        var left = Unary();
        while (left is not null && BinaryOperators.Of(_token.Kind) is var (op, precedence) && precedence >= least)
        {
            Advance();
            left = Binary(precedence + 1) is { } right ? Checked(new BinaryNode(op, left, right), left.Start) : null;
        }

        return left;
    }

    private Node? Unary()
    {
        UnaryOperator? op = _token.Kind switch
        {
            TokenKind.Minus => UnaryOperator.Minus,
            TokenKind.Plus => UnaryOperator.Plus,
            TokenKind.Complement => UnaryOperator.Complement,
            TokenKind.Not => UnaryOperator.Not,
            _ => null,
        };
        if (op is not { } sign)
        {
            return Postfix();
        }

        if (++_depth > _limits.Nesting)
        {
            return Fail<Node>($"Expressions are nested {_limits.Nesting} deep at most");
        }

        var start = _token.Start;
        Advance();
        var operand = Unary();
        _depth--;
        return operand is null ? null : Checked(new UnaryNode(sign, operand), start);
    }

    // Postfix: Primary | Postfix . Name | Postfix [ Expression ] | Postfix ?: Postfix
    private Node? Postfix()
    {
        var start = _token.Start;
        var node = Primary();
        while (node is not null)
        {
            node.Start = start;
            switch (_token.Kind)
            {
                case TokenKind.Dot:
                    Advance();
                    var name = _token;
                    node = Take(TokenKind.Name, "After a dot stands the name of an attribute") ? Checked(new AttributeNode(node, name.Text)) : null;
                    break;
                case TokenKind.OpenBracket:
                    Advance();
                    node = Expression() is { } index && Take(TokenKind.CloseBracket, "A subscript ends with ]") ? Checked(new SubscriptNode(node, index)) : null;
                    break;
                case TokenKind.Elvis:
                    Advance();
                    node = Otherwise() is { } otherwise ? Checked(new ElvisNode(node, otherwise, loose: false)) : null;
                    break;
                default:
                    return node;
            }
        }

        return node;
    }

    private Node? Otherwise()
    {
        if (++_depth > _limits.Nesting)
        {
            return Fail<Node>($"Expressions are nested {_limits.Nesting} deep at most");
        }

        var node = Postfix();
        _depth--;
        return node;
    }

    private void Advance() => _token = _lexer.Next();

    private bool Take(TokenKind kind, string rule)
    {
        if (_token.Kind != kind)
        {
            Fail<Node>(rule);
            return false;
        }

        Advance();
        return true;
    }

    private Node? Checked(Node node, int start = 0)
    {
        node.Start = start;
        return node.Height <= _limits.Nesting + 10 ? node : Fail<Node>($"Expressions are nested {_limits.Nesting} deep at most");
    }

    private T? Fail<T>(string rule)
        where T : Node
    {
        _error ??= (_token.Start, _token.Kind switch
        {
            TokenKind.Bad => _token.Text,
            TokenKind.End => $"{rule}: the text ends here",
            _ => $"{rule}: here stands {Shown()}",
        });
        return null;
    }

    private string Shown()
    {
        const int most = 20;
        var text = ByteText.Decode(_source.Substring(_token.Start, Math.Min(_token.Length, most)));
        return _token.Length > most ? text + "…" : text;
    }
}
