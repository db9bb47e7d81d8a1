using Ect.Protocol.Lifecycles;
using Ect.Scheduler.Assignments;
using Ect.Scheduler.Tests.Network;

namespace Ect.Scheduler.Tests.Assignments;

public sealed class WorkerRecordsTests
{
    private readonly WorkerRecords _records = new();

    [Fact]
    public void Of_a_stranger_nothing_is_known() => _records.Reliability(SampleDeals.Worker(1)).Should().Be(0.5);

    [Fact]
    public void Whoever_finishes_is_trusted_to_finish_and_whoever_loses_is_not()
    {
        for (uint index = 0; index < 10; index++)
        {
            Ends(index, 1, ReplicaState.Committed);
            Ends(index, 2, ReplicaState.Lost);
        }

        _records.Reliability(SampleDeals.Worker(1)).Should().BeInRange(0.85, 0.95);
        _records.Reliability(SampleDeals.Worker(2)).Should().BeInRange(0.05, 0.15);
    }

    [Fact]
    public void A_part_counts_once_however_often_it_is_seen()
    {
        var assigned = Task(1, ReplicaState.Assigned);
        var pledged = Task(1, ReplicaState.Pledged);
        _records.Note(null, assigned);
        _records.Note(assigned, pledged);
        _records.Note(pledged, Task(1, ReplicaState.Disclosed));
        _records.Reliability(SampleDeals.Worker(1)).Should().BeApproximately(2.0 / 3, 1e-12);
    }

    [Fact]
    public void What_was_long_ago_fades()
    {
        for (uint index = 0; index < 100; index++)
        {
            Ends(index, 1, ReplicaState.Lost);
        }

        for (uint index = 0; index < 200; index++)
        {
            Ends(index, 1, ReplicaState.Committed);
        }

        _records.Reliability(SampleDeals.Worker(1)).Should().BeGreaterThan(0.95);
    }

    private void Ends(uint index, int worker, ReplicaState state) =>
        _records.Note(Task(worker, ReplicaState.Assigned, index), Task(worker, state, index));

    private static Scheduler.Tasks.OpenTask Task(int worker, ReplicaState state, uint index = 0) => SampleDeals.Task("a", index, 0, SampleDeals.Replica(worker, state));
}
