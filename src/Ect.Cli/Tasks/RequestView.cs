using Ect.Cli.Frame;
using Ect.Contracts;
using Ect.Ethereum;
using Ect.Sdk.Tasks;
using Spectre.Console;

namespace Ect.Cli.Tasks;

/// <summary>How far a task is for the contract that bought it.</summary>
internal sealed record RequestView(Bytes32 Task, Bytes32 Deal, Address Requester, RequestStatus Status)
{
    public static RequestView Of(TaskInfo task, RequestStatus status) => new(task.Id, task.Deal.Id, task.Deal.Terms.Requester, status);

    public Answer ToAnswer() => Answer.Of(
        this,
        static (console, view) => console.WriteLine(view.Status switch
        {
            RequestStatus.Done => $"Contract {view.Requester} has the result of task {view.Task}.",
            RequestStatus.Failed => $"Contract {view.Requester} has its money for task {view.Task} back.",
            _ => $"Contract {view.Requester} still waits for task {view.Task}.",
        }));
}
