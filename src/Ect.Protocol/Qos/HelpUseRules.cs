namespace Ect.Protocol.Qos;

/// <summary>Which tasks a helper may take.</summary>
public static class HelpUseRules
{
    /// <summary>How soon a helper takes a task that is not completed: the smaller, the sooner; null if it may not.</summary>
    /// <param name="use">What helpers work on.</param>
    /// <param name="isRunning">Whether a worker of the pool has it now.</param>
    /// <param name="isHelped">Whether a helper has it now.</param>
    public static int? Rank(this HelpUse use, bool isRunning, bool isHelped) => use switch
    {
        HelpUse.Flat => isRunning || isHelped ? null : 0,
        HelpUse.Reschedule => isHelped ? null : isRunning ? 1 : 0,
        HelpUse.Duplicate => isHelped ? null : 0,
        _ => throw new ArgumentOutOfRangeException(nameof(use), use, "Not a use of helpers."),
    };
}
