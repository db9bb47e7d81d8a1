using Ect.Ethereum;
using Ect.Protocol.Live;
using Ect.Protocol.Signing;
using Ect.Wire;
using Ect.Worker.Assignments;
using Ect.Worker.Runtimes;
using Ect.Worker.Sessions;
using Google.Protobuf;

namespace Ect.Worker.Live;

/// <summary>Opens a feed for each run. The log key comes from the params that the deal on chain hashes, so from the requester alone.</summary>
internal sealed class LiveFeeds(EctDomain domain, PrivateKey worker, ISchedulerPost post, TimeProvider time)
{
    /// <summary>Tells the scheduler that its assignment has come and is looked at.</summary>
    public void Checking(Bytes32 task, Assignment assignment)
    {
        if (!assignment.Authorization.IsEmpty)
        {
            post.Offer(new() { Progress = new() { Task = ByteString.CopyFrom(task.ToBytes()), Phase = Phase.Checking } });
        }
    }

    /// <summary>Opens the feed of a run; the caller disposes of it.</summary>
    public LiveFeed Open(VerifiedAssignment assignment, TimeSpan limit, RunGate runs) => new(
        assignment.Task,
        limit,
        runs,
        assignment.Params.LogKey is { } key ? LiveSealer.Start(domain, worker, key, assignment.Task) : null,
        // A task that the worker took by itself, because the scheduler lets it lie, is no concern of the scheduler's.
        assignment.Authorization.Length > 0 ? post : Nowhere.Post,
        time);

    private sealed class Nowhere : ISchedulerPost
    {
        public static Nowhere Post { get; } = new();

        public void Send(WorkerMessage message)
        {
        }
    }
}
