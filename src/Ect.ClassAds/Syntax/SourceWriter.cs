using System.Globalization;
using System.Text;
using Ect.ClassAds.Parsing;
using Ect.ClassAds.Values;

namespace Ect.ClassAds.Syntax;

/// <summary>Writes expressions as the reference does. What it writes is read back as the same expression.</summary>
/// <param name="most">It stops after about so many characters: lists that contain each other can be longer than any memory.</param>
internal sealed class SourceWriter(int most = int.MaxValue)
{
    private readonly StringBuilder _text = new();

    /// <summary>Whether reals have as few digits as it takes to read them back: 0.6, where the reference writes 6.000000000000000E-01.</summary>
    public bool IsForPeople { get; init; }

    /// <summary>Whether it has stopped.</summary>
    public bool IsFull => _text.Length > most;

    public SourceWriter Add(string text)
    {
        _text.Append(text);
        return this;
    }

    public SourceWriter Add(Node node)
    {
        if (!IsFull)
        {
            node.Write(this);
        }

        return this;
    }

    /// <summary>A name, in quotes where it would not be read as a name.</summary>
    public SourceWriter Name(string name)
    {
        if (Lexer.IsPlainName(name))
        {
            return Add(name);
        }

        Escaped(name, '\'');
        return this;
    }

    public SourceWriter Unary(UnaryOperator op, Node operand)
    {
        Add(op switch { UnaryOperator.Plus => "+", UnaryOperator.Minus => "-", UnaryOperator.Not => "!", _ => "~" });
        var at = _text.Length;
        Add(operand);

        // A minus right before a digit would become part of the number.
        if (op == UnaryOperator.Minus && at < _text.Length && (char.IsAsciiDigit(_text[at]) || _text[at] == '.'))
        {
            _text.Insert(at, ' ');
        }

        return this;
    }

    public void List(Node[] elements)
    {
        Add("{ ");
        for (var i = 0; i < elements.Length; i++)
        {
            Add(i == 0 ? "" : ",").Add(elements[i]);
        }

        Add(" }");
    }

    public void Ad(AdNode ad)
    {
        Add("[ ");
        var first = true;
        foreach (var (name, value) in ad.Attributes)
        {
            Add(first ? "" : "; ").Name(name).Add(" = ").Add(value);
            first = false;
        }

        Add(" ]");
    }

    /// <summary>A value within an expression: reals have as many digits as it takes to read them back.</summary>
    public void Literal(Value value)
    {
        if (!IsForPeople && value.IsReal && double.IsFinite(value.Real) && value.Real != 0)
        {
            var text = CFormat.Scientific(value.Real);
            Add(double.Parse(text, CultureInfo.InvariantCulture) == value.Real ? text : CFormat.Scientific(value.Real, 16));
            return;
        }

        Value(value);
    }

    /// <summary>A value as the reference writes it.</summary>
    public SourceWriter Value(Value value)
    {
        switch (value.Kind)
        {
            case ValueKind.Undefined:
                return Add("undefined");
            case ValueKind.Error:
                return Add("error");
            case ValueKind.Boolean:
                return Add(value.Boolean ? "true" : "false");
            case ValueKind.Integer:
                return Add(value.Integer.ToString(CultureInfo.InvariantCulture));
            case ValueKind.Real:
                return Add(Real(value.Real));
            case ValueKind.String:
                Escaped(value.Bytes, '"');
                return this;
            case ValueKind.AbsoluteTime:
                return Add("absTime(\"").Add(Times.OfAbsolute(value.Seconds, value.Offset)).Add("\")");
            case ValueKind.RelativeTime:
                return Add("relTime(\"").Add(Times.OfRelative(value.Real)).Add("\")");
            case ValueKind.List:
                List(value.List.Elements);
                return this;
            default:
                Ad(value.Scope.Ad);
                return this;
        }
    }

    public override string ToString() => _text.ToString();

    private string Real(double value) => value switch
    {
        0 => double.IsNegative(value) ? "-0.0" : "0.0",
        double.NaN => "real(\"NaN\")",
        double.PositiveInfinity => "real(\"INF\")",
        double.NegativeInfinity => "real(\"-INF\")",
        _ when IsForPeople => value.ToString(CultureInfo.InvariantCulture) is var text && long.TryParse(text, out _) ? text + ".0" : text,
        _ => CFormat.Scientific(value),
    };

    private void Escaped(string bytes, char quote)
    {
        _text.Append(quote);
        foreach (var c in bytes)
        {
            _ = c switch
            {
                '\a' => _text.Append("\\a"),
                '\b' => _text.Append("\\b"),
                '\f' => _text.Append("\\f"),
                '\n' => _text.Append("\\n"),
                '\r' => _text.Append("\\r"),
                '\t' => _text.Append("\\t"),
                '\v' => _text.Append("\\v"),
                '\\' => _text.Append("\\\\"),
                _ when c == quote => _text.Append('\\').Append(c),
                < ' ' or > '~' => _text.Append('\\').Append(Convert.ToString(c & 0xFF, 8).PadLeft(3, '0')),
                _ => _text.Append(c),
            };
        }

        _text.Append(quote);
    }
}
