using Ect.Cli.Deals;
using Ect.Cli.Frame;
using Ect.Ethereum;
using Ect.Sdk.Deals;
using Ect.Sdk.Qos;

namespace Ect.Cli.Running;

/// <summary>Tells in lines what happens to a bag.</summary>
internal sealed class BagTeller(CliContext context, TailHelp? help, Action<string> tell)
{
    private const int Steps = 10;

    private int _step;

    public void Tell(BagNews news)
    {
        switch (news)
        {
            case BagNews.OfTask { IsHelp: false } task:
                tell($"task {task.Index,-4} {Text(task.Update)}");
                break;
            case BagNews.OfTask task:
                tell($"task {task.Index,-4} again in {ShortId.Of(task.Deal.Id)}: {Text(task.Update)}");
                break;
            case BagNews.Progressed { State: var state } when state.Progress.Tasks > 1 && StepOf(state) > _step:
                _step = StepOf(state);
                tell($"bag       {BagView.Of(state, context.Names()).Text()}");
                break;
            case BagNews.HelpBought bought:
                var tasks = bought.Deals.Sum(deal => deal.Tasks.Count());
                var left = help is null ? "" : $", {Units.FormatEther(help.Budget - bought.State.Bag.Spent)} ECT of the budget left";
                tell($"HELP      bought {tasks} {(tasks == 1 ? "task" : "tasks")} again ({string.Join("; ", bought.Deals.Select(deal => deal.Repeats.Tasks))}) for {Units.FormatEther(bought.Price)} ECT in {string.Join(", ", bought.Deals.Select(deal => ShortId.Of(deal.Deal.Id)))}{left}. {BagView.Of(bought.State, context.Names()).Text()}");
                break;
            case BagNews.HelpRefused refused:
                tell($"HELP      is due, but: {Printable.Of(refused.Why)}");
                break;
        }
    }

    /// <summary>What happened to a task.</summary>
    public string Text(TaskUpdate update)
    {
        var worker = update.Worker is { } address ? context.People.NameOf(address) : "";
        return update.Kind switch
        {
            TaskUpdateKind.Started => "started",
            TaskUpdateKind.Contributed => $"{worker} committed to a result",
            TaskUpdateKind.RevealOpened => "workers reveal on chain",
            TaskUpdateKind.Revealed => $"{worker} revealed its result",
            TaskUpdateKind.Accepted => $"{worker} was right: earned {Units.FormatEther(update.Amount)} ECT",
            TaskUpdateKind.Rejected => $"{worker} was wrong or silent: lost {Units.FormatEther(update.Amount)} ECT",
            TaskUpdateKind.Released => $"{worker} has its stake back",
            TaskUpdateKind.Completed when update.AppFailed => "COMPLETED: the application failed",
            TaskUpdateKind.Completed => "COMPLETED",
            _ => "FAILED: refunded",
        };
    }

    private static int StepOf(BagState state) => state.Progress.Completed * Steps / state.Progress.Tasks;
}
