using System.Text.RegularExpressions;
using Ect.Testing;
using Ect.Worker.Contributions;

namespace Ect.Worker.Tests.Contributions;

public sealed partial class LifecycleDrawingTests
{
    [Fact]
    public void The_drawing_in_the_documentation_shows_the_steps_that_exist()
    {
        var drawn = Edge().Matches(File.ReadAllText(RepositoryRoot.File("docs", "worker.md"))).Select(m => (m.Groups[1].Value, m.Groups[2].Value)).Order();
        var states = Enum.GetValues<ContributionState>();
        var existing = from a in states from b in states where ContributionLifecycle.CanMove(a, b) orderby a.ToString(), b.ToString() select (a.ToString(), b.ToString());
        drawn.Should().Equal(existing);
    }

    [GeneratedRegex(@"^  (\w+) --> (\w+):", RegexOptions.Multiline)]
    private static partial Regex Edge();
}
