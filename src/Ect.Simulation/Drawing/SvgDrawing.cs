using System.Globalization;
using System.Security;
using System.Text;

namespace Ect.Simulation.Drawing;

/// <summary>A picture as an SVG document, in pixels from the upper left.</summary>
internal sealed class SvgDrawing
{
    private readonly StringBuilder _svg = new();

    public SvgDrawing(int width, int height)
    {
        Write($"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" font-family="system-ui, sans-serif" font-size="13">""");
        Write($"""<rect width="{width}" height="{height}" fill="white"/>""");
    }

    /// <param name="x">Where the anchor is.</param>
    /// <param name="y">Of the line that letters stand on.</param>
    /// <param name="text">Of one line.</param>
    /// <param name="anchor">start, middle or end.</param>
    /// <param name="bold">For titles.</param>
    public void Text(double x, double y, string text, string anchor = "start", bool bold = false) =>
        Write($"""<text x="{x:0.#}" y="{y:0.#}" text-anchor="{anchor}" fill="#222"{(bold ? " font-weight=\"600\"" : "")}>{SecurityElement.Escape(text)}</text>""");

    public void Line(double x1, double y1, double x2, double y2, string colour) =>
        Write($"""<line x1="{x1:0.#}" y1="{y1:0.#}" x2="{x2:0.#}" y2="{y2:0.#}" stroke="{colour}"/>""");

    public void Square(double x, double y, string colour) =>
        Write($"""<rect x="{x:0.#}" y="{y:0.#}" width="12" height="12" fill="{colour}"/>""");

    /// <summary>A dot, which says more when it is pointed at.</summary>
    public void Dot(double x, double y, string colour, string? title = null) => Circle(x, y, $"fill=\"{colour}\"", title);

    /// <summary>A dot that is only an outline.</summary>
    public void Ring(double x, double y, string colour, string? title = null) => Circle(x, y, $"fill=\"white\" stroke=\"{colour}\" stroke-width=\"2\"", title);

    /// <param name="points">In this order.</param>
    /// <param name="colour">Of the line.</param>
    /// <param name="dash">Lengths of dashes and gaps; empty for none.</param>
    public void Path(IEnumerable<(double X, double Y)> points, string colour, string dash = "") =>
        Write($"""<polyline points="{string.Join(' ', points.Select(point => string.Create(CultureInfo.InvariantCulture, $"{point.X:0.#},{point.Y:0.#}")))}" fill="none" stroke="{colour}" stroke-width="2" stroke-dasharray="{dash}"/>""");

    /// <summary>The document.</summary>
    public override string ToString() => $"{_svg}</svg>\n";

    /// <summary>A power of ten as people write it: 1, 10⁻³.</summary>
    public static string PowerOfTen(int exponent) => exponent switch
    {
        0 => "1",
        < 0 => $"10⁻{Raised(-exponent)}",
        _ => $"10{Raised(exponent)}",
    };

    private static string Raised(int number) =>
        string.Concat(number.ToString(CultureInfo.InvariantCulture).Select(digit => "⁰¹²³⁴⁵⁶⁷⁸⁹"[digit - '0']));

    private void Circle(double x, double y, string style, string? title) =>
        Write($"""<circle cx="{x:0.#}" cy="{y:0.#}" r="6" {style}{(title is null ? "/>" : $"><title>{SecurityElement.Escape(title)}</title></circle>")}""");

    private void Write(FormattableString element) => _svg.Append(element.ToString(CultureInfo.InvariantCulture));
}
