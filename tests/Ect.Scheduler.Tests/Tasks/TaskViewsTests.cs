using System.Text;
using Ect.Contracts;
using Ect.Ethereum;
using Ect.Protocol.Contributions;
using Ect.Protocol.Lifecycles;
using Ect.Scheduler.Replicas;
using Ect.Scheduler.Tasks;
using Ect.Scheduler.Tests.Network;

namespace Ect.Scheduler.Tests.Tasks;

public sealed class TaskViewsTests
{
    private static readonly Bytes32 Digest = Keccak256.Hash("tree");
    private static readonly byte[] Data = Encoding.UTF8.GetBytes("42");
    private static readonly Bytes32 Agreed = ResultHash.Of(Digest, Data);

    /// <summary>
    /// An opening that comes before its commitment is kept unread. Who sends one with other data, then commits to and reveals
    /// the right hash, must not have that data finalised with: the hub would refuse it until the task is refunded.
    /// </summary>
    [Fact]
    public void Data_that_does_not_have_the_revealed_hash_stands_in_nobodys_way()
    {
        var poisoner = Replica(1, ReplicaState.Revealed, Encoding.UTF8.GetBytes("43"));
        var honest = Replica(2, ReplicaState.Opened, Data);
        TaskViews.Votes(WithConsumer(poisoner, honest))[Agreed].CallbackData.Should().Equal(Data);
        TaskViews.Votes(WithConsumer(poisoner)).Should().NotContainKey(Agreed);
    }

    [Fact]
    public void Without_a_consumer_or_for_a_failure_no_data_is_needed()
    {
        var plain = Replica(1, ReplicaState.Revealed, null) with { ResultHash = ResultHash.Of(Digest, null) };
        TaskViews.Votes(SampleDeals.Task("plain", 0, 0, plain))[ResultHash.Of(Digest, null)].AppFailed.Should().BeFalse();
        var failure = Replica(1, ReplicaState.Revealed, null) with { ResultHash = ResultHash.OfFailure(Digest), AppFailed = true };
        TaskViews.Votes(WithConsumer(failure))[ResultHash.OfFailure(Digest)].AppFailed.Should().BeTrue();
    }

    private static OpenTask WithConsumer(params IReadOnlyList<ReplicaRecord> replicas)
    {
        var task = SampleDeals.Task("with consumer", 0, 0, replicas);
        return task with { Deal = task.Deal with { Terms = SampleDeals.Deal with { Callback = SampleDeals.Worker(99) } } };
    }

    private static ReplicaRecord Replica(int worker, ReplicaState state, byte[]? data) =>
        SampleDeals.Replica(worker, state) with { ResultHash = Agreed, Digest = Digest, CallbackData = data };
}
