using Ect.Protocol.Lifecycles;
using Ect.Scheduler.Epochs;
using Ect.Scheduler.Tasks;
using Ect.Scheduler.Tests.Network;

namespace Ect.Scheduler.Tests.Epochs;

public sealed class LeftoversTests
{
    private static readonly DateTimeOffset Now = DateTimeOffset.UnixEpoch.AddYears(50);

    private readonly Leftovers _leftovers = new();

    [Fact]
    public void Workers_whose_openings_waited_longest_together_come_first_and_of_each_the_oldest()
    {
        OpenTask[] many = [Opened(1, 20, 7), Opened(2, 30, 7), Opened(3, 10, 7)];
        var old = Opened(4, 50, 8);
        var young = Opened(5, 1, 9);
        foreach (var task in many.Append(young).Append(old))
        {
            _leftovers.Put(task);
        }

        _leftovers.InOrder(Now).Should().Equal(many[1], many[0], many[2], old, young);
        _leftovers.CountAt(Now).Should().Be(5);

        _leftovers.Remove(many[1].Task.Id);
        _leftovers.InOrder(Now).Should().Equal(old, many[0], many[2], young);
        _leftovers.Remove(many[1].Task.Id);
        _leftovers.CountAt(Now).Should().Be(4);
    }

    [Fact]
    public void A_task_with_several_votes_comes_once()
    {
        var task = Opened(1, 20, 7, 8, 9);
        _leftovers.Put(task);
        _leftovers.Put(task);
        _leftovers.InOrder(Now).Should().Equal(task);
        _leftovers.Remove(task.Task.Id);
        _leftovers.InOrder(Now).Should().BeEmpty();
    }

    [Fact]
    public void What_an_epoch_could_not_settle_waits_for_its_time()
    {
        var task = Opened(1, 20, 7);
        _leftovers.Put(task with { Task = task.Task with { Attempts = 1, RetryAt = Now.AddSeconds(1) } });
        _leftovers.InOrder(Now).Should().BeEmpty();
        _leftovers.CountAt(Now).Should().Be(0);
        _leftovers.InOrder(Now.AddSeconds(1)).Should().ContainSingle();
        _leftovers.CountAt(Now.AddSeconds(1)).Should().Be(1);
    }

    [Fact]
    public void A_commitment_that_no_anchor_has_is_not_left_over_and_one_that_is_not_opened_goes_into_the_next()
    {
        var task = Opened(1, 20, 7);
        _leftovers.Put(task with { Replicas = [.. task.Replicas, SampleDeals.Replica(8, ReplicaState.Pledged)] });
        _leftovers.CountAt(Now).Should().Be(0);
        _leftovers.Unopened.Should().BeEmpty();

        var unopened = task with { Replicas = [.. task.Replicas, SampleDeals.Replica(8, ReplicaState.Pledged) with { Epoch = 3 }] };
        _leftovers.Put(unopened);
        _leftovers.CountAt(Now).Should().Be(0);
        _leftovers.Unopened.Should().Equal(unopened);

        _leftovers.Put(task);
        _leftovers.Unopened.Should().BeEmpty();
        _leftovers.CountAt(Now).Should().Be(1);
    }

    [Fact]
    public void Settlements_are_filled_as_far_as_their_signers_go()
    {
        // Four tasks of each of 300 workers, two more of each of the first hundred.
        for (var worker = 0; worker < 300; worker++)
        {
            for (var task = 0; task < (worker < 100 ? 6 : 4); task++)
            {
                _leftovers.Put(Opened((uint)((1000 * worker) + task), 10, worker));
            }
        }

        _leftovers.FilledWith(100, 100, Now).Should().Be(14);
        _leftovers.FilledWith(100, 3, Now).Should().Be(3);
        _leftovers.FilledWith((100 * 6) + (155 * 4), 9, Now).Should().Be(1, "the other workers have too few");
        _leftovers.FilledWith((100 * 6) + (155 * 4) + 1, 9, Now).Should().Be(0, "no settlement has more signers");
    }

    private static OpenTask Opened(uint index, int age, params IEnumerable<int> workers)
    {
        var task = SampleDeals.Task("left", index);
        return task with { Replicas = [.. workers.Select(worker => SampleDeals.Replica(worker, ReplicaState.Disclosed) with { Task = task.Task.Id, OpenedAt = Now.AddSeconds(-age) })] };
    }
}
