using Ect.Cli.Frame;
using Ect.Cli.Home;
using Ect.Contracts;
using Ect.Ethereum;
using Ect.Sdk.Tasks;
using Spectre.Console;

namespace Ect.Cli.Tasks;

/// <summary>What was done about a result that may not be to be had, and what comes next.</summary>
internal sealed record RemedyView(
    Bytes32 Task,
    Bytes32 Deal,
    uint Index,
    ChallengeStep Step,
    string Said,
    string Next,
    Amount Bond,
    Amount? Refund,
    Address Payer,
    DateTimeOffset LastChallenge,
    IReadOnlyList<MissingBlockView> Missing,
    IReadOnlyList<ChallengeView> Challenges)
{
    /// <param name="task">The task.</param>
    /// <param name="step">What was done.</param>
    /// <param name="check">How things stand after it.</param>
    /// <param name="me">Who did it.</param>
    public static RemedyView Of(TaskInfo task, ChallengeStep step, ResultCheck check, Address me)
    {
        var words = new RemedyWords(task, check, me);
        return new(
            task.Id, task.Deal.Id, task.Index, step, words.Said(step), words.Next(step), HubClient.ChallengeBond(task.Deal.Terms), check.Refund is { } refund ? refund : (Amount?)null,
            task.Deal.Terms.Payer, Times.At(check.LastChallenge), [.. check.Missing.Select(MissingBlockView.Of)], [.. check.Challenges.Select(ChallengeView.Of)]);
    }

    public Answer ToAnswer(CliContext context) =>
        Answer.Of(this, (console, view) => view.Render(console, context.People), Step == ChallengeStep.TooLate ? ExitCode.Failure : ExitCode.Ok);

    private void Render(IAnsiConsole console, People people)
    {
        console.WriteLine($"task      {Task}");
        console.WriteLine($"done      {Said}");
        console.WriteLine($"next      {Next}");
        foreach (var block in Missing)
        {
            console.WriteLine($"missing   {block.Cid} {(block.Path.Length == 0 ? "(the result's root)" : Printable.Of(block.Path))}");
        }

        foreach (var challenge in Challenges.Where(challenge => challenge.Status is ChallengeStatus.Open or ChallengeStatus.Overdue))
        {
            console.WriteLine($"challenge {challenge.Text(people)}");
        }
    }
}
