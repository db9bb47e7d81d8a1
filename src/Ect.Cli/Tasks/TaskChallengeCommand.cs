using System.CommandLine;
using Ect.Cli.Frame;
using Ect.Content;
using Ect.Contracts;
using Ect.Sdk;
using Ect.Sdk.Errors;
using Ect.Sdk.Tasks;
using Spectre.Console;

namespace Ect.Cli.Tasks;

internal static class TaskChallengeCommand
{
    private static readonly Argument<string> Which = TaskArgument.Create();
    private static readonly Option<bool> StoreGone = new("--store-gone") { Description = "Take a content store that cannot be reached for one that has lost the result. Be sure that it is not your own connection: a block that others can have is published for your bond" };
    private static readonly Option<int?> Blocks = new("--blocks") { Description = "Missing blocks that are challenged at the same time, each with its own bond. Default: 1", HelpName = "N" };

    public static EctCommand Create() =>
        new EctCommand(
            "challenge",
            "Has a missing result brought back, or its price: challenges a missing block, with a bond at stake; takes that back once the block is there; has those who agreed on the result pay if nobody publishes it in time. Does whatever is next, and says what comes then",
            "ect task challenge 0x3fa9:2",
            "ect task challenge 0x3fa9:2 --store-gone --blocks 4 --json")
        {
            Which, StoreGone, Blocks,
        }.Does(RunAsync);

    private static async Task<Answer> RunAsync(CliContext context, CancellationToken cancellation)
    {
        var atOnce = context.Value(Blocks) ?? 1;
        if (atOnce < 1)
        {
            throw new EctException(ErrorCode.InvalidValue, $"--blocks is {atOnce}; it must be 1 or more.");
        }

        var client = context.Signing();
        var task = await client.Tasks.FindAsync(context.Required(Which), cancellation);
        var check = await client.Tasks.CheckResultAsync(task, client.Content, cancellation);
        var step = ChallengeSteps.Next(check, client.Address!.Value, atOnce);
        switch (step)
        {
            case ChallengeStep.Challenge:
                await ChallengeAsync(context, client, task, check, atOnce, cancellation);
                break;
            case ChallengeStep.Withdraw:
                await EachAsync(check.Withdrawable(client.Address!.Value), challenge => client.Tasks.WithdrawChallengeAsync(task, challenge, cancellation));
                break;
            case ChallengeStep.Fail:
                await EachAsync(check.With(ChallengeStatus.Overdue), challenge => client.Tasks.FailResultAsync(task, challenge, cancellation));
                break;
        }

        check = await client.Tasks.LookAgainAsync(task, check, cancellation);
        return RemedyView.Of(task, step, check, client.Address!.Value).ToAnswer(context);
    }

    private static Task ChallengeAsync(CliContext context, EctClient client, TaskInfo task, ResultCheck check, int atOnce, CancellationToken cancellation)
    {
        var blocks = check.Unchallenged.Take(atOnce - check.With(ChallengeStatus.Open).Count()).ToArray();
        if (!context.Value(StoreGone) && blocks.Select(block => block.Why).OfType<ContentUnavailableException>().FirstOrDefault() is { } unreachable)
        {
            throw new EctException(
                ErrorCode.ContentUnreachable,
                $"Whether the result of task {task.Id} is to be had is not known: {unreachable.Message}",
                "Try again when the store answers. If it is gone for others too, `ect task challenge --store-gone` challenges what it had.",
                unreachable);
        }

        var bond = (Amount)HubClient.ChallengeBond(task.Deal.Terms);
        return EachAsync(blocks, block =>
        {
            context.Progress.WriteLine($"Challenging block {block.Cid}: {bond} at stake");
            return client.Tasks.ChallengeAsync(task, block, cancellation);
        });
    }

    private static async Task EachAsync<T>(IEnumerable<T> all, Func<T, Task> deed)
    {
        foreach (var one in all.ToArray())
        {
            await deed(one);
        }
    }
}
