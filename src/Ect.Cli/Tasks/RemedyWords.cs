using Ect.Cli.Frame;
using Ect.Contracts;
using Ect.Ethereum;
using Ect.Sdk.Tasks;

namespace Ect.Cli.Tasks;

/// <summary>Says in words what a step about a missing result was, and what comes next.</summary>
internal sealed class RemedyWords(TaskInfo task, ResultCheck check, Address me)
{
    private readonly Amount bond = HubClient.ChallengeBond(task.Deal.Terms);

    private string Again => $"Run `ect task challenge {task.Id}` again";

    private string Fetch => $"Fetch it with `ect task result {task.Id}`.";

    private string LastDeadline => Times.Text(Times.At(check.With(ChallengeStatus.Open).Select(challenge => challenge.Deadline).DefaultIfEmpty().Max()));

    private string LastWithdrawal => Times.Text(Times.At(check.With(ChallengeStatus.Open).Select(challenge => challenge.LastWithdrawal).DefaultIfEmpty().Max()));

    private bool IsMine => check.With(ChallengeStatus.Open).Any(challenge => challenge.Challenger == me);

    public string Said(ChallengeStep step) => step switch
    {
        ChallengeStep.Withdraw => $"Every block of the result is to be had again: the challenge is taken back, its bond of {bond} is free.",
        ChallengeStep.RunOut => $"Nothing: every block of the result is to be had, and a challenge that is open until {LastDeadline} can be taken back no more{(IsMine ? "" : ", or is another's")}.",
        ChallengeStep.Challenge => $"What is missing is challenged, with {bond} at stake for each block: those who agreed on the result must publish it on chain until {LastDeadline}.",
        ChallengeStep.Wait => $"Nothing: what is missing is challenged, and those who agreed on the result have until {LastDeadline} to publish it on chain.",
        ChallengeStep.Fail => $"Nobody has published the block in time: the challenger has its bond back, and those who agreed on the result paid. {Refunded}",
        ChallengeStep.Refunded => $"Nothing: those who agreed on the result have paid for what is missing of it. {Refunded}",
        ChallengeStep.TooLate => $"Nothing: {check.Missing.Count} known {(check.Missing.Count == 1 ? "block is" : "blocks are")} missing, and a result is challenged until {Times.Text(Times.At(check.LastChallenge))} only.",
        _ => $"Nothing: every block of the result is to be had{(check.With(ChallengeStatus.Published).Any() ? ", what the content store lacks from the chain" : "")}.",
    };

    public string Next(ChallengeStep step) => step switch
    {
        ChallengeStep.RunOut when IsMine => $"{Fetch} Who publishes the block in time has the bond of {bond}; if nobody does, it is free when you run this command again after that.",
        ChallengeStep.Challenge or ChallengeStep.Wait => $"{Again} before {LastWithdrawal}: if the workers have uploaded the result, the challenge is taken back. Who publishes it after that has the bond, and `ect task result` fetches it. If nobody has by {LastDeadline}, the command has them pay.",
        ChallengeStep.Fail or ChallengeStep.Refunded => "Buy the task again, perhaps of another pool.",
        ChallengeStep.TooLate => "Ask the pool's workers to upload the result again; keep a copy of results that matter within half a day.",
        _ => Fetch,
    };

    private string Refunded => check.Refund is { } refund ? $"{task.Deal.Terms.Payer}, who paid for the task, has {(Amount)refund} back." : "";
}
