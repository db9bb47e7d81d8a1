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
}
