using Ect.Ethereum;
using Ect.Protocol.Lifecycles;
using Ect.Scheduler.Replicas;
using Ect.Scheduler.Tasks;
using Ect.Scheduler.Workers;
using Google.Protobuf;

namespace Ect.Scheduler.Grid;

/// <summary>Tells connected workers how their part in a task ended. Others hear it when they send their opening again.</summary>
internal sealed class SettlementNews(TaskStore tasks, WorkerRegistry workers)
{
    public void Tell(IReadOnlyCollection<Bytes32> ended)
    {
        foreach (var replica in tasks.Load(ended).SelectMany(task => task.Replicas))
        {
            if (workers.Find(replica.Worker) is { } session)
            {
                Tell(session, replica);
            }
        }
    }

    public static void Tell(WorkerSession session, ReplicaRecord replica)
    {
        session.Forget(replica.Task);
        var task = ByteString.CopyFrom(replica.Task.ToBytes());
        session.Send(replica.State switch
        {
            ReplicaState.Accepted => new() { Settled = new() { Task = task, Outcome = "accepted" } },
            ReplicaState.Rejected => new() { Settled = new() { Task = task, Outcome = "rejected" } },
            ReplicaState.Released => new() { Settled = new() { Task = task, Outcome = "released" } },
            _ => new() { Cancelled = new() { Task = task, Reason = "The task has ended without you." } },
        });
    }
}
