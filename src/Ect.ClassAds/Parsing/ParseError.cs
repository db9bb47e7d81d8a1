namespace Ect.ClassAds.Parsing;

/// <summary>Why a text is no expression or ad.</summary>
/// <param name="Message">What is wrong, and what would be right.</param>
/// <param name="Position">Where, in characters from the beginning of the text.</param>
/// <param name="Line">The line, from 1.</param>
/// <param name="Column">The character in the line, from 1.</param>
/// <param name="Excerpt">The line, or the part of it around the place, with a caret below the place.</param>
public sealed record ParseError(string Message, int Position, int Line, int Column, string Excerpt)
{
    private const int Width = 100;

    internal static ParseError At(string source, int position, string message)
    {
        position = Math.Clamp(position, 0, source.Length);
        var start = position == 0 ? 0 : source.LastIndexOf('\n', position - 1) + 1;
        var end = source.IndexOf('\n', position);
        end = end < 0 ? source.Length : end;
        var line = source.AsSpan(0, start).Count('\n') + 1;
        var from = Math.Max(start, position - (Width * 2 / 3));
        var to = Math.Min(end, from + Width);
        var shown = new string([.. source[from..to].Select(c => char.IsControl(c) ? ' ' : c)]);
        var (left, right) = (from > start ? "…" : "", to < end ? "…" : "");
        var excerpt = $"{left}{shown}{right}\n{new string(' ', left.Length + position - from)}^";
        return new(message, position, line, position - start + 1, excerpt);
    }

    /// <summary>Message, place and excerpt.</summary>
    public override string ToString() => $"{Message} (line {Line}, column {Column})\n{Excerpt}";
}
