namespace Ect.Testing;

/// <summary>What is wrong with a <see cref="FaultyNode"/>.</summary>
public enum NodeTrouble
{
    None,

    /// <summary>Shows the chain as it was some blocks ago.</summary>
    Lags,

    /// <summary>Takes requests and never answers.</summary>
    Hangs,

    /// <summary>HTTP 429 with Retry-After.</summary>
    LimitsRate,

    /// <summary>HTTP 200 with error -32005.</summary>
    LimitsRateInWords,

    /// <summary>Other results of calls, other receipts, a higher head, altered logs.</summary>
    Lies,

    /// <summary>No logs in eth_getLogs; everything else is right.</summary>
    HidesEvents,

    /// <summary>No logs anywhere: not in receipts either, and none in the blocks' filters.</summary>
    HidesEventsWell,

    /// <summary>An HTML page with HTTP 200.</summary>
    AnswersMalformed,

    /// <summary>JSON that never ends.</summary>
    AnswersHuge,

    /// <summary>Half an answer, then the connection is closed.</summary>
    BreaksOff,

    /// <summary>Says that it serves another chain.</summary>
    ServesAnotherChain,

    /// <summary>One error in the place of all answers to a batch.</summary>
    RefusesBatches,

    /// <summary>The same for a batch of more than ten calls.</summary>
    LimitsBatches,

    /// <summary>A batch of one answer, an error, for one of more than ten calls.</summary>
    CutsBatches,

    /// <summary>The answers to a batch in another order.</summary>
    MixesUpBatches,

    /// <summary>No answer to every third call of a batch.</summary>
    LeavesOutOfBatches,

    /// <summary>Error -32005 for all but ten calls of a batch.</summary>
    LimitsRateOfBatches,

    /// <summary>An error for the first call of a batch, whichever it is.</summary>
    FailsOneOfBatches,
}
