using Ect.Ethereum;

namespace Ect.Sdk.Tasks;

/// <summary>What is next for a result that may not be to be had.</summary>
public enum ChallengeStep
{
    /// <summary>Nothing: it is to be had.</summary>
    None,

    /// <summary>It is to be had: take the own challenge back.</summary>
    Withdraw,

    /// <summary>It is to be had, but a challenge can be taken back no more, or is another's: it runs out, or the block is published.</summary>
    RunOut,

    /// <summary>Challenge what is missing.</summary>
    Challenge,

    /// <summary>What is missing is challenged: wait for its publication or the deadline.</summary>
    Wait,

    /// <summary>Nobody published in time: have those who agreed on the result pay.</summary>
    Fail,

    /// <summary>Nothing: those who agreed on the result have paid.</summary>
    Refunded,

    /// <summary>Nothing: the time for challenges is over.</summary>
    TooLate,
}

/// <summary>Says which step is next. Pure.</summary>
public static class ChallengeSteps
{
    /// <param name="check">How the result stands.</param>
    /// <param name="me">Who asks.</param>
    /// <param name="atOnce">Blocks that may be challenged at the same time, at least 1.</param>
    public static ChallengeStep Next(ResultCheck check, Address me, int atOnce = 1)
    {
        var overdue = check.With(ChallengeStatus.Overdue).ToArray();
        var open = check.With(ChallengeStatus.Open).ToArray();

        // Who has its result has no quarrel with its workers over another's challenge.
        return overdue.Any(challenge => !check.IsComplete || challenge.Challenger == me) ? ChallengeStep.Fail
            : check.IsComplete ? (check.Withdrawable(me).Any() ? ChallengeStep.Withdraw : open.Length > 0 ? ChallengeStep.RunOut : ChallengeStep.None)
            : check.Refund is null && check.Now <= check.LastChallenge && check.Unchallenged.Any() && open.Length < atOnce ? ChallengeStep.Challenge
            : open.Length > 0 ? ChallengeStep.Wait
            : check.Refund is not null ? ChallengeStep.Refunded
            : ChallengeStep.TooLate;
    }
}
