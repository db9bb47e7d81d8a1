using Ect.Contracts;
using Ect.Ethereum;
using Ect.Protocol.Lifecycles;
using Ect.Scheduler.Chain;
using Microsoft.Extensions.Logging;

namespace Ect.Scheduler.Tasks;

/// <summary>After a re-org: compares every live task with what the hub itself says at the block that we have read up to.</summary>
internal sealed partial class TaskAudit(TaskStore tasks, HubClient hub, ChainHealth health, ILogger<TaskAudit> logger)
{
    /// <summary>Whether the store contradicts the chain, so that everything must be read again.</summary>
    public async Task<bool> FindContradictionAsync(OpenTasks open, CancellationToken ct)
    {
        foreach (var task in open.Index.Rechecks.Select(open.Known).OfType<OpenTask>().ToList())
        {
            var chain = await hub.TaskAsync(task.Task.Id, health.Head!.Number, ct);
            var known = TaskViews.Chain(task).Chain;
            var agrees = chain.Contributors == known.Contributors && (chain.Status == known.Status || (chain.Status, known.Status) is (ChainTaskStatus.Active, ChainTaskStatus.Unset));
            if (!agrees)
            {
                LogContradiction(task.Task.Id, task.Task.State, known.Contributors, chain.Status, chain.Contributors);
                return true;
            }

            await tasks.ClearRecheckAsync(task.Task.Id, ct);
        }

        return false;
    }

    [LoggerMessage(LogLevel.Error, "Task {TaskId} is {State} with {Known} contributors in the store, but {Status} with {Contributors} on chain: reading the chain again from the hub's deployment")]
    private partial void LogContradiction(Bytes32 taskId, TaskState state, byte known, ChainTaskStatus status, byte contributors);
}
