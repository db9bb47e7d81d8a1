using Spectre.Console;
using Spectre.Console.Rendering;

namespace Ect.Cli.Frame;

/// <summary>
/// The last thing that every text of a console goes through: whatever a server, a chain or a name of a file brought along, no letter
/// of it steers the terminal. Line breaks stay; where a stranger's text must stay on its line, <see cref="Printable"/> sees to that.
/// </summary>
internal sealed class HarmlessOutput : IRenderHook
{
    public IEnumerable<IRenderable> Process(RenderOptions options, IEnumerable<IRenderable> renderables) => renderables.Select(static inner => new Filtered(inner));

    private sealed class Filtered(IRenderable inner) : IRenderable
    {
        public Measurement Measure(RenderOptions options, int maxWidth) => inner.Measure(options, maxWidth);

        public IEnumerable<Segment> Render(RenderOptions options, int maxWidth) => inner.Render(options, maxWidth).Select(static segment =>
            segment.IsControlCode || segment.IsLineBreak || segment.Text.All(static letter => Printable.Harmless(letter) == letter)
                ? segment
                : new Segment(string.Concat(segment.Text.Select(Printable.Harmless)), segment.Style));
    }
}
