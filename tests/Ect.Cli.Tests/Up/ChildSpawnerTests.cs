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
            // The session is the first of three programs that replace one another, and while one does, the line is empty.
            await Eventually.HoldsAsync(
                "the command runs in it",
                async () => (await File.ReadAllTextAsync($"/proc/{child.Id}/cmdline", TestContext.Current.CancellationToken)).Split('\0')[0] == "/usr/bin/sleep",
                TimeSpan.FromSeconds(10),
                TestContext.Current.CancellationToken);
        }
        finally
        {
            child.Kill();
        }
    }
}
