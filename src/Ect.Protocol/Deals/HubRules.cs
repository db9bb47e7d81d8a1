namespace Ect.Protocol.Deals;

/// <summary>The hub's constants. A test reads each from a deployed hub and compares.</summary>
public static class HubRules
{
    /// <summary>Durations after a deal's start until which workers may contribute.</summary>
    public const uint ContributionPeriods = 8;

    /// <summary>Durations after a deal's start after which an unfinished task may be claimed.</summary>
    public const uint FinalPeriods = 10;

    /// <summary>Durations after a deal's start from which a drawn worker may contribute without the scheduler's word.</summary>
    public const uint SelfAssignPeriods = 4;

    /// <summary>Durations after a deal's start from which a task draws twice as many seats.</summary>
    public const uint FirstWideningPeriods = 5;

    /// <summary>How often the number of drawn seats doubles, once each duration.</summary>
    public const uint MaxWidenings = 2;

    /// <summary>Shortest reveal phase, in seconds.</summary>
    public const uint MinRevealPeriod = 30;

    /// <summary>Most contributors of one task.</summary>
    public const int MaxContributors = 32;

    /// <summary>Most votes that a request may ask for.</summary>
    public const ushort MaxTrust = 16;

    /// <summary>Longest params of a request, in bytes of UTF-8.</summary>
    public const int MaxParamsLength = 8192;

    /// <summary>What the pool owner stakes on each task, in basis points of the pool price.</summary>
    public const uint SchedulerStakeBps = 3000;

    /// <summary>Share of the pool price that is burned when a task completes, in basis points: what reputation costs.</summary>
    public const uint ProtocolShareBps = 200;

    /// <summary>What declining a task costs: one part in so many of the scheduler's stake.</summary>
    public const uint DeclinePenaltyDivisor = 10;

    /// <summary>Seconds for which a bond stays at stake after its seat was given back.</summary>
    public const uint UnbondingPeriod = 86_400;

    /// <summary>Seconds after a settlement within which a receipt is honoured.</summary>
    public const uint ReceiptPeriod = 86_400;

    /// <summary>Seconds after a settlement within which its results may be challenged.</summary>
    public const uint ChallengePeriod = 43_200;

    /// <summary>Seconds within which a challenged block must be published; in the first half the challenger may withdraw.</summary>
    public const uint AnswerPeriod = 21_600;

    /// <summary>A bond must cover so many times the stakes that its worker has in one settlement.</summary>
    public const uint BondCover = 2;

    /// <summary>One whole in basis points.</summary>
    public const uint Bps = 10_000;

    /// <summary>Gas that a consumer's callback may use.</summary>
    public const uint CallbackGas = 200_000;
}
