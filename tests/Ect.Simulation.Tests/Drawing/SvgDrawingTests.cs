using System.Xml.Linq;
using Ect.Simulation.Drawing;

namespace Ect.Simulation.Tests.Drawing;

public sealed class SvgDrawingTests
{
    [Fact]
    public void What_is_drawn_stands_in_a_document_of_that_size()
    {
        var svg = new SvgDrawing(300, 200);
        svg.Text(1.26, 2, "a < b & c");
        svg.Ring(3, 4, "#111", "1 < 2");
        svg.Path([(1.25, 2), (3, 4)], "#222", "6 4");

        var root = XDocument.Parse(svg.ToString()).Root!;
        root.Attribute("viewBox")!.Value.Should().Be("0 0 300 200");
        root.Value.Should().Be("a < b & c1 < 2");
        root.Elements().Select(element => element.Name.LocalName).Should().Equal("rect", "text", "circle", "polyline");
        root.Elements().Last().Attribute("points")!.Value.Should().MatchRegex("^1[.][23],2 3,4$");
    }

    [Theory]
    [InlineData(0, "1")]
    [InlineData(-3, "10⁻³")]
    [InlineData(12, "10¹²")]
    public void Powers_of_ten_have_raised_digits(int exponent, string expected) =>
        SvgDrawing.PowerOfTen(exponent).Should().Be(expected);
}
