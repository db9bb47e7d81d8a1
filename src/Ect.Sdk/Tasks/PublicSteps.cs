using Ect.Contracts;

namespace Ect.Sdk.Tasks;

/// <summary>Says which step is next. The hub's rules, without what only a scheduler or a worker may do.</summary>
public static class PublicSteps
{
    /// <summary>The step that anybody may take by now.</summary>
    /// <param name="task">The task.</param>
    /// <param name="now">Unix seconds of the chain's newest block.</param>
    /// <param name="isAgreed">Of a task in its reveal phase: whether what was revealed is enough for a result.</param>
    public static PublicStep Next(TaskInfo task, ulong now, bool isAgreed) => task.Status switch
    {
        ChainTaskStatus.Completed or ChainTaskStatus.Failed => PublicStep.None,
        ChainTaskStatus.Revealing => now <= task.RevealDeadline ? PublicStep.None
            : isAgreed ? PublicStep.Finalize
            : now > task.RevealDeadline + task.Deadlines.RevealPeriod ? PublicStep.Claim
            : PublicStep.None,
        _ when task.Contributors.Count > 0 => task.Deadlines.MayAnybodyOpenReveal(now) ? PublicStep.OpenReveal : PublicStep.None,
        _ => task.Deadlines.MayClaim(now) ? PublicStep.Claim : PublicStep.None,
    };
}
