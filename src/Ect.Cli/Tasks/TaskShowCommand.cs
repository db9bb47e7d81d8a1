using System.CommandLine;
using Ect.Cli.Frame;

namespace Ect.Cli.Tasks;

internal static class TaskShowCommand
{
    private static readonly Argument<string> Which = TaskArgument.Create();

    public static EctCommand Create() =>
        new EctCommand("show", "Shows a task: its status, why it stands there, who contributed what", "ect task show 0x3fa9:2", "ect task show 0x77aa --json") { Which }.Does(RunAsync);

    private static async Task<Answer> RunAsync(CliContext context, CancellationToken cancellation)
    {
        var client = context.Reading();
        var task = await client.Tasks.FindAsync(context.Required(Which), cancellation);
        var view = await TaskView.AskAsync(client, task, cancellation);
        return (view with { Challenges = [.. (await client.Tasks.ChallengesAsync(task, cancellation)).Select(ChallengeView.Of)] }).ToAnswer(context);
    }
}
