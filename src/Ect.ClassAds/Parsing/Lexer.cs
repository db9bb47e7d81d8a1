using System.Globalization;
using Ect.ClassAds.Text;
using Ect.ClassAds.Values;

namespace Ect.ClassAds.Parsing;

/// <summary>Cuts a text into tokens as the reference does, oddities included: 010 is 10, 0x1F is 0, an integer that does not fit is 0.</summary>
internal sealed partial class Lexer(string source, bool old)
{
    private int _at;
    private TokenKind _last = TokenKind.End;

    /// <summary>Whether a name needs no quotes.</summary>
    public static bool IsPlainName(string name)
    {
        if (name.Length == 0 || char.IsAsciiDigit(name[0]) || !name.All(c => char.IsAsciiLetterOrDigit(c) || c == '_'))
        {
            return false;
        }

        return Keyword(name) == TokenKind.Name;
    }

    public Token Next()
    {
        var token = Read();
        _last = token.Kind;
        return token;
    }

    private Token Read()
    {
        if (!SkipSpace())
        {
            return Bad(_at, source.Length - _at, "A comment that begins with /* ends with */: it does not end");
        }

        if (_at >= source.Length)
        {
            return new(TokenKind.End, source.Length, 0);
        }

        var c = source[_at];
        return c switch
        {
            '-' => IsAfterOperand() || !IsNumber(_at + 1) ? Sign(TokenKind.Minus, 1) : Number(),
            '.' => IsNumber(_at) || Peek(1) == '.' ? Dots() : Sign(TokenKind.Dot, 1),
            '"' or '\'' => Quoted(c),
            _ when char.IsAsciiDigit(c) => Number(),
            _ when char.IsAsciiLetter(c) || c == '_' => Word(),
            _ => Punctuation(c),
        };
    }

    // After an operand a minus subtracts; elsewhere one right before a number belongs to it.
    private bool IsAfterOperand() => _last is TokenKind.Integer or TokenKind.Real or TokenKind.Boolean or TokenKind.String or TokenKind.Undefined or TokenKind.Error
        or TokenKind.Name or TokenKind.Dot or TokenKind.CloseBracket or TokenKind.CloseParenthesis or TokenKind.CloseBrace;

    private bool IsNumber(int at) => at < source.Length && (char.IsAsciiDigit(source[at]) || (source[at] == '.' && at + 1 < source.Length && char.IsAsciiDigit(source[at + 1])));

    private char Peek(int ahead) => _at + ahead < source.Length ? source[_at + ahead] : '\0';

    private bool SkipSpace()
    {
        while (_at < source.Length)
        {
            if (Numbers.IsSpace(source[_at]))
            {
                _at++;
            }
            else if (source[_at] == '/' && Peek(1) == '/')
            {
                var end = source.IndexOf('\n', _at);
                _at = end < 0 ? source.Length : end;
            }
            else if (source[_at] == '/' && Peek(1) == '*')
            {
                var end = source.IndexOf("*/", _at + 2, StringComparison.Ordinal);
                if (end < 0)
                {
                    return false;
                }

                _at = end + 2;
            }
            else
            {
                break;
            }
        }

        return true;
    }

    private Token Sign(TokenKind kind, int length)
    {
        var token = new Token(kind, _at, length);
        _at += length;
        return token;
    }

    private Token Bad(int start, int length, string why)
    {
        _at = source.Length;
        return new(TokenKind.Bad, start, length, default, why);
    }

    // The reference takes two dots for one, before a name as before a number.
    private Token Dots()
    {
        if (IsNumber(_at))
        {
            return Number();
        }

        return IsNumber(_at + 1) ? Bad(_at, 2, "A number has one decimal point") : Sign(TokenKind.Dot, 2);
    }

    private Token Number()
    {
        var start = _at;
        var i = _at + (source[_at] == '-' ? 1 : 0);
        var real = false;
        if (source[i] == '0' && i + 1 < source.Length && (source[i + 1] is 'x' or 'X'))
        {
            for (i += 2; i < source.Length && char.IsAsciiHexDigit(source[i]); i++)
            {
            }

            if (!char.IsAsciiHexDigit(source[i - 1]))
            {
                return Bad(start, i - start, "0x is followed by hexadecimal digits");
            }
        }
        else
        {
            var first = i;
            SkipDigits(ref i);
            var octal = source[first] == '0' && source.AsSpan(first..i).IndexOfAnyInRange('8', '9') < 0;
            real = i < source.Length && (source[i] is '.' or 'e' or 'E');
            if (!real && source[first] == '0' && !octal)
            {
                return Bad(start, i - start, "A number that begins with 0 has no digits 8 and 9");
            }
        }

        if (i < source.Length && source[i] == '.')
        {
            real = true;
            i++;
            if (i >= source.Length || !char.IsAsciiDigit(source[i]))
            {
                return Bad(start, i - start, "A decimal point is followed by a digit");
            }

            SkipDigits(ref i);
        }

        if (real && i < source.Length && (source[i] is 'e' or 'E'))
        {
            i++;
            i += i < source.Length && (source[i] is '+' or '-') ? 1 : 0;
            if (i >= source.Length || !char.IsAsciiDigit(source[i]))
            {
                return Bad(start, i - start, "An exponent has digits");
            }

            SkipDigits(ref i);
        }

        _at = i;
        var text = source.AsSpan(start..i);
        if (real)
        {
            return new(TokenKind.Real, start, i - start, Value.Of(double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture)));
        }

        if (old && text.Length > 1 && text[0] == '0')
        {
            return Bad(start, text.Length, "In old semantics a number does not begin with 0");
        }

        // Of a hexadecimal number the reference reads the 0 before the x.
        var digits = text.IndexOfAny('x', 'X') is >= 0 and var x ? text[..x] : text;
        return new(TokenKind.Integer, start, i - start, Value.Of(long.TryParse(digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var integer) ? integer : 0));
    }

    private void SkipDigits(ref int i)
    {
        while (i < source.Length && char.IsAsciiDigit(source[i]))
        {
            i++;
        }
    }

    private Token Word()
    {
        var start = _at;
        while (_at < source.Length && (char.IsAsciiLetterOrDigit(source[_at]) || source[_at] == '_'))
        {
            _at++;
        }

        var text = source[start.._at];
        var kind = Keyword(text);
        return new(kind, start, text.Length, kind == TokenKind.Boolean ? Value.Of(text[0] is 't' or 'T') : default, text);
    }

    private static TokenKind Keyword(string word) => word.Length switch
    {
        2 when AsciiIgnoreCase.AreEqual(word, "is") => TokenKind.Is,
        4 when AsciiIgnoreCase.AreEqual(word, "true") => TokenKind.Boolean,
        4 when AsciiIgnoreCase.AreEqual(word, "isnt") => TokenKind.Isnt,
        5 when AsciiIgnoreCase.AreEqual(word, "false") => TokenKind.Boolean,
        5 when AsciiIgnoreCase.AreEqual(word, "error") => TokenKind.Error,
        9 when AsciiIgnoreCase.AreEqual(word, "undefined") => TokenKind.Undefined,
        _ => TokenKind.Name,
    };

    private Token Punctuation(char c) => c switch
    {
        '+' => Sign(TokenKind.Plus, 1),
        '*' => Sign(TokenKind.Multiply, 1),
        '/' => Sign(TokenKind.Divide, 1),
        '%' => Sign(TokenKind.Modulo, 1),
        '~' => Sign(TokenKind.Complement, 1),
        '^' => Sign(TokenKind.BitXor, 1),
        '?' => Peek(1) == ':' ? Sign(TokenKind.Elvis, 2) : Sign(TokenKind.Question, 1),
        ':' => Sign(TokenKind.Colon, 1),
        ';' => Sign(TokenKind.Semicolon, 1),
        ',' => Sign(TokenKind.Comma, 1),
        '[' => Sign(TokenKind.OpenBracket, 1),
        ']' => Sign(TokenKind.CloseBracket, 1),
        '(' => Sign(TokenKind.OpenParenthesis, 1),
        ')' => Sign(TokenKind.CloseParenthesis, 1),
        '{' => Sign(TokenKind.OpenBrace, 1),
        '}' => Sign(TokenKind.CloseBrace, 1),
        '&' => Peek(1) == '&' ? Sign(TokenKind.And, 2) : Sign(TokenKind.BitAnd, 1),
        '|' => Peek(1) == '|' ? Sign(TokenKind.Or, 2) : Sign(TokenKind.BitOr, 1),
        '!' => Peek(1) == '=' ? Sign(TokenKind.NotEqual, 2) : Sign(TokenKind.Not, 1),
        '<' => Peek(1) switch { '=' => Sign(TokenKind.LessOrEqual, 2), '<' => Sign(TokenKind.ShiftLeft, 2), _ => Sign(TokenKind.Less, 1) },
        '>' => Peek(1) switch
        {
            '=' => Sign(TokenKind.GreaterOrEqual, 2),
            '>' => Peek(2) == '>' ? Sign(TokenKind.ShiftRightUnsigned, 3) : Sign(TokenKind.ShiftRight, 2),
            _ => Sign(TokenKind.Greater, 1),
        },
        '=' => Peek(1) switch
        {
            '=' => Sign(TokenKind.Equal, 2),
            '?' => Peek(2) == '=' ? Sign(TokenKind.Is, 3) : Bad(_at, 2, "=? is followed by ="),
            '!' when Peek(2) == '=' => Sign(TokenKind.Isnt, 3),
            _ => Sign(TokenKind.Assign, 1),
        },
        _ => Bad(_at, 1, "This character has no meaning here"),
    };
}
