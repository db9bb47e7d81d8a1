namespace Ect.Protocol.Deals;

/// <summary>The hub's constants. A test reads each from a deployed hub and compares.</summary>
public static class HubRules
{
    /// <summary>Durations after a deal's start until which workers may contribute.</summary>
    public const uint ContributionPeriods = 8;

    /// <summary>Durations after a deal's start after which an unfinished task may be claimed.</summary>
    public const uint FinalPeriods = 10;

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

    /// <summary>One whole in basis points.</summary>
    public const uint Bps = 10_000;

    /// <summary>Gas that a consumer's callback may use.</summary>
    public const uint CallbackGas = 200_000;
}
