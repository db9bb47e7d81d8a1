using System.Globalization;

namespace Ect.Ethereum.Abi;

/// <summary>Recursive descent over a type's text.</summary>
internal sealed class AbiTypeParser(string text)
{
    private int _at;

    public AbiType ParseAll()
    {
        var type = ParseType(0);
        return _at == text.Length ? type : throw Fail();
    }

    private AbiType ParseType(int depth)
    {
        if (depth > AbiType.MaxDepth)
        {
            throw new FormatException($"ABI type is nested deeper than {AbiType.MaxDepth}.");
        }

        var type = Peek() == '(' ? ParseTuple(depth) : ParseElementary();
        while (Peek() == '[')
        {
            var close = text.IndexOf(']', _at);
            if (close < 0)
            {
                throw Fail();
            }

            var digits = text[(_at + 1)..close];
            _at = close + 1;
            type = AbiType.ArrayOf(type, digits.Length == 0 ? null : ParseNumber(digits, int.MaxValue));
        }

        return type;
    }

    private AbiType ParseTuple(int depth)
    {
        _at++;
        var components = new List<AbiType>();
        if (Peek() != ')')
        {
            components.Add(ParseType(depth + 1));
            while (Peek() == ',')
            {
                _at++;
                components.Add(ParseType(depth + 1));
            }
        }

        if (Peek() != ')')
        {
            throw Fail();
        }

        _at++;
        return AbiType.TupleOf(components);
    }

    private AbiType ParseElementary()
    {
        var start = _at;
        while (_at < text.Length && char.IsAsciiLetterOrDigit(text[_at]))
        {
            _at++;
        }

        return text[start.._at] switch
        {
            "bool" => AbiType.Boolean,
            "address" => AbiType.Address,
            "bytes" => AbiType.Bytes,
            "string" => AbiType.Text,
            "function" => AbiType.Function,
            "uint" => AbiType.Uint256,
            "int" => AbiType.Signed(256),
            var name when name.StartsWith("uint", StringComparison.Ordinal) => AbiType.Unsigned(ParseBits(name[4..])),
            var name when name.StartsWith("int", StringComparison.Ordinal) => AbiType.Signed(ParseBits(name[3..])),
            var name when name.StartsWith("bytes", StringComparison.Ordinal) => AbiType.FixedBytes(ParseNumber(name[5..], 32)),
            _ => throw Fail(),
        };
    }

    private int ParseBits(string digits)
    {
        var bits = ParseNumber(digits, 256);
        return bits % 8 == 0 ? bits : throw Fail();
    }

    private int ParseNumber(string digits, int max) =>
        digits is [not '0', ..] && int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= max ? number : throw Fail();

    private char Peek() => _at < text.Length ? text[_at] : '\0';

    private FormatException Fail() => new($"'{(text.Length <= 100 ? text : text[..100] + "…")}' is not a Solidity ABI type (at character {_at + 1}).");
}
