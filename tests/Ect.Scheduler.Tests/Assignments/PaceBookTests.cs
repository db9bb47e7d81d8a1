using Ect.Protocol.Lifecycles;
using Ect.Scheduler.Assignments;
using Ect.Scheduler.Replicas;
using Ect.Scheduler.Tests.Network;

namespace Ect.Scheduler.Tests.Assignments;

public sealed class PaceBookTests
{
    private readonly PaceBook _book = new();

    [Fact]
    public void What_tasks_of_a_category_take_is_known_from_five_parts_on()
    {
        for (var index = 0; index < 5; index++)
        {
            _book.Categories.Should().BeEmpty();
            Compute((uint)index, seconds: 10 * index);
        }

        _book.Categories.Should().ContainSingle().Which.Should().Match<Protocol.Pools.CategoryPace>(pace => pace.Category == SampleDeals.Deal.Category && pace.Seconds == 20);
        _book.Usual(SampleDeals.Task("a", 0).Deal.Id).Should().Be(TimeSpan.FromSeconds(20));
    }

    [Fact]
    public void Deals_that_are_over_are_forgotten_and_their_category_is_not()
    {
        for (var index = 0; index < 5; index++)
        {
            Compute((uint)index, seconds: 3);
        }

        _book.Keep(new HashSet<Ethereum.Bytes32>());
        _book.Usual(SampleDeals.Task("a", 0).Deal.Id).Should().BeNull();
        _book.Categories.Should().ContainSingle();
    }

    private void Compute(uint index, int seconds)
    {
        var assigned = SampleDeals.Replica(1, ReplicaState.Assigned) with { AssignedAt = DateTimeOffset.UnixEpoch };
        ReplicaRecord pledged = assigned with { State = ReplicaState.Pledged, PledgedAt = DateTimeOffset.UnixEpoch.AddSeconds(seconds) };
        _book.Note(SampleDeals.Task("a", index, 0, assigned), SampleDeals.Task("a", index, 0, pledged));
        _book.Note(SampleDeals.Task("a", index, 0, pledged), SampleDeals.Task("a", index, 0, pledged));
        _book.Publish();
    }
}
