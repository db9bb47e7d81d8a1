using Ect.Cli.Frame;
using Ect.Contracts;
using Ect.Protocol.Deals;
using Ect.Sdk.Tasks;

namespace Ect.Cli.Tasks;

/// <summary>The next moment that changes what may happen to a task.</summary>
// Then: What happens after it.
internal sealed record NextDeadline(DateTimeOffset At, string Then)
{
    /// <summary>Null where none is left: anybody may act now, or the task has ended.</summary>
    /// <param name="task">What the chain knows.</param>
    /// <param name="now">Unix seconds of the chain's newest block.</param>
    public static NextDeadline? Of(TaskInfo task, ulong now)
    {
        var deadlines = task.Deadlines;
        return task.Status switch
        {
            ChainTaskStatus.Completed or ChainTaskStatus.Failed => null,
            ChainTaskStatus.Revealing when now <= task.RevealDeadline => new(Times.At(task.RevealDeadline), "whoever did not show its result loses its stake, and what was shown can be settled"),
            ChainTaskStatus.Revealing when now <= task.RevealDeadline + deadlines.RevealPeriod => new(Times.At(task.RevealDeadline + deadlines.RevealPeriod), "without agreement anybody may claim the refund for the payer"),
            ChainTaskStatus.Revealing => null,
            _ when now <= deadlines.SelfAssign && !DealMode.IsPrivate(task.Deal.Terms.Mode) => new(Times.At(deadlines.SelfAssign), "drawn workers may go on without the scheduler"),
            _ when now <= deadlines.Contribution => new(Times.At(deadlines.Contribution), "no worker may contribute any more, and anybody may open the reveal phase"),
            _ when now <= deadlines.Final => new(Times.At(deadlines.Final), "anybody may claim the task, which refunds the payer"),
            _ => null,
        };
    }
}
