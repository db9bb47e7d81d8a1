using Ect.ClassAds.Syntax;
using Ect.ClassAds.Text;
using Ect.ClassAds.Values;

namespace Ect.ClassAds.Parsing;

internal sealed partial class Parser
{
    private Node? Primary()
    {
        var token = _token;
        switch (token.Kind)
        {
            case TokenKind.Name:
                Advance();
                return _token.Kind == TokenKind.OpenParenthesis ? Call(token) : new AttributeNode(null, token.Text);
            case TokenKind.Dot:
                Advance();
                var name = _token;
                return Take(TokenKind.Name, "After a dot stands the name of an attribute") ? new AttributeNode(null, name.Text, absolute: true) : null;
            case TokenKind.OpenParenthesis:
                Advance();
                return Expression() is { } inner && Take(TokenKind.CloseParenthesis, "What begins with ( ends with )") ? Checked(new ParenthesesNode(inner)) : null;
            case TokenKind.OpenBracket:
                return Ad();
            case TokenKind.OpenBrace:
                Advance();
                return Sequence(TokenKind.CloseBrace, "Elements of a list are separated by , and the list ends with }") is { } elements ? Checked(new ListNode(elements)) : null;
            case TokenKind.Undefined:
                Advance();
                return new ValueNode(Value.Undefined);
            case TokenKind.Error:
                Advance();
                return new ValueNode(Value.Error);
            case TokenKind.Boolean or TokenKind.Integer or TokenKind.Real or TokenKind.String:
                Advance();
                return new ValueNode(token.Value);
            default:
                return Fail<Node>("An expression is expected");
        }
    }

    private Node? Call(Token name)
    {
        Advance();
        if (Sequence(TokenKind.CloseParenthesis, "Arguments are separated by , and end with )") is not { } arguments)
        {
            return null;
        }

        if (arguments is [ValueNode { Value: { IsString: true } text }])
        {
            // As the reference does: a time in a string is a literal, and that of relTime is a number.
            if (AsciiIgnoreCase.AreEqual(name.Text, "abstime"))
            {
                return Times.TryReadAbsolute(text.Bytes, out var time) ? new ValueNode(time) : FailAt(name, "absTime takes a date: four digits of the year, then pairs of digits");
            }

            if (AsciiIgnoreCase.AreEqual(name.Text, "reltime"))
            {
                return Times.TryReadRelative(text.Bytes, out var seconds) ? new ValueNode(Value.Of(seconds)) : FailAt(name, "relTime takes a span: days+hours:minutes:seconds, or 1d2h3m4s");
            }
        }

        return Checked(new CallNode(name.Text, arguments));
    }

    private Node[]? Sequence(TokenKind close, string rule)
    {
        List<Node> items = [];
        while (_token.Kind != close || items.Count > 0)
        {
            if (Expression() is not { } item)
            {
                return null;
            }

            items.Add(item);
            if (items.Count > _limits.Elements)
            {
                Fail<Node>($"There are {_limits.Elements} elements at most");
                return null;
            }

            if (_token.Kind == close)
            {
                break;
            }

            if (_token.Kind != TokenKind.Comma && !(_old && close == TokenKind.CloseParenthesis && _token.Kind == TokenKind.Semicolon))
            {
                Fail<Node>(rule);
                return null;
            }

            Advance();
        }

        Advance();
        return [.. items];
    }

    // [ name = expression; … ]: superfluous semicolons do no harm after the first attribute.
    private AdNode? Ad()
    {
        Advance();
        List<KeyValuePair<string, Node>> attributes = [];
        while (_token.Kind == TokenKind.Semicolon)
        {
            Advance();
            if (_token.Kind == TokenKind.CloseBracket)
            {
                return Fail<AdNode>("An attribute is expected");
            }
        }

        while (_token.Kind != TokenKind.CloseBracket)
        {
            var name = _token;
            if (!Take(TokenKind.Name, "An attribute begins with its name") || !Take(TokenKind.Assign, "Between the name of an attribute and its expression stands =") || Expression() is not { } value)
            {
                return null;
            }

            if (name.Text.Length == 0)
            {
                return FailAt(name, "The name of an attribute is not empty") as AdNode;
            }

            attributes.Add(new(name.Text, value));
            if (attributes.Count > _limits.Elements)
            {
                return Fail<AdNode>($"There are {_limits.Elements} elements at most");
            }

            if (_token.Kind is not (TokenKind.Semicolon or TokenKind.CloseBracket))
            {
                return Fail<AdNode>("Attributes are separated by ; and the ad ends with ]");
            }

            while (_token.Kind == TokenKind.Semicolon)
            {
                Advance();
            }
        }

        Advance();
        var ad = new AdNode(attributes);
        return Checked(ad) is null ? null : ad;
    }

    private Node? FailAt(Token token, string message)
    {
        _error ??= (token.Start, message);
        return null;
    }
}
