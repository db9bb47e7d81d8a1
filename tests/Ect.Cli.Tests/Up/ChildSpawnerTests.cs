using System.Diagnostics;
using Ect.Cli.Up;
using Ect.Testing;

namespace Ect.Cli.Tests.Up;

public sealed class ChildSpawnerTests
{
    [Fact]
    public async Task A_child_is_out_of_reach_of_the_terminals_Ctrl_C()
    {
        using var child = await ChildSpawner.StartAsync(new ProcessStartInfo("/usr/bin/sleep", ["60"]) { UseShellExecute = false });
        try
        {
            // Fields after the name in parentheses: state, parent, process group, session.
            await Eventually.HoldsAsync(
                "the child leads a process group and a session of its own",
                async () => (await File.ReadAllTextAsync($"/proc/{child.Id}/stat", TestContext.Current.CancellationToken)).Split(") ")[^1].Split(' ') is [_, _, var group, var session, ..]
                    && group == $"{child.Id}" && session == $"{child.Id}",
                TimeSpan.FromSeconds(10),
                TestContext.Current.CancellationToken);
            (await File.ReadAllTextAsync($"/proc/{child.Id}/cmdline", TestContext.Current.CancellationToken)).Should().Contain("sleep");
        }
        finally
        {
            child.Kill();
        }
    }
}
