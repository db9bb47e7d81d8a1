using System.Globalization;

namespace Ect.Simulation.Grid.Traces;

/// <summary>Lines of a file that nobody vouches for: counted, and never longer than a limit.</summary>
internal sealed class LineReader(TextReader reader, int limit)
{
    private readonly char[] _buffer = new char[16_384];
    private readonly char[] _line = new char[limit];
    private int _at;
    private int _filled;
    private int _number;

    /// <summary>The next line without its end; the text stands until the next call.</summary>
    public bool TryRead(out ReadOnlySpan<char> line)
    {
        var length = 0;
        _number++;
        while (true)
        {
            if (_at == _filled)
            {
                (_at, _filled) = (0, reader.Read(_buffer, 0, _buffer.Length));
                if (_filled <= 0)
                {
                    _filled = 0;
                    line = _line.AsSpan(0, length);
                    return length > 0;
                }
            }

            var rest = _buffer.AsSpan(_at, _filled - _at);
            var end = rest.IndexOf('\n');
            var part = end < 0 ? rest : rest[..end];
            if (part.Length > limit - length)
            {
                throw Refused($"it is longer than {limit} characters");
            }

            part.CopyTo(_line.AsSpan(length));
            length += part.Length;
            _at += part.Length;
            if (end >= 0)
            {
                _at++;
                line = _line.AsSpan(0, length).TrimEnd('\r');
                return true;
            }
        }
    }

    /// <summary>The error of the present line.</summary>
    public FormatException Refused(string why) => new(string.Create(CultureInfo.InvariantCulture, $"Line {_number} of the trace: {why}."));
}
