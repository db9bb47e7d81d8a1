using Ect.Cli.Frame;

namespace Ect.Cli.Tasks;

internal static class TaskGroup
{
    public static EctCommand Create() => new("task", "Single tasks: who contributed, why they wait, their results")
    {
        TaskListCommand.Create(),
        TaskShowCommand.Create(),
        TaskWhyCommand.Create(),
        TaskWatchCommand.Create(),
        TaskLogsCommand.Create(),
        TaskResultCommand.Create(),
        TaskChallengeCommand.Create(),
        TaskOpenRevealCommand.Create(),
        TaskFinalizeCommand.Create(),
        TaskClaimCommand.Create(),
        TaskRetryCallbackCommand.Create(),
        TaskPullCommand.Create(),
        TaskRefundCommand.Create(),
    };
}
