using Ect.Protocol.Lifecycles;
using Ect.Scheduler.Assignments;
using Ect.Scheduler.Tasks;
using Ect.Scheduler.Tests.Network;

namespace Ect.Scheduler.Tests.Assignments;

public sealed class ContentBookTests
{
    private readonly ContentBook _book = new();

    [Fact]
    public void Who_computed_with_an_app_and_a_dataset_has_them_at_hand()
    {
        var wanted = SampleDeals.Deal with { App = 1, Dataset = 2 };
        _book.Share(SampleDeals.Worker(1), wanted).Should().Be(0);
        Compute(1, app: 1, dataset: 9);
        _book.Share(SampleDeals.Worker(1), wanted).Should().Be(0.5);
        Compute(1, app: 3, dataset: 2);
        _book.Share(SampleDeals.Worker(1), wanted).Should().Be(1);
        _book.Share(SampleDeals.Worker(2), wanted).Should().Be(0);
        _book.Share(SampleDeals.Worker(1), wanted with { App = 2, Dataset = 0 }).Should().Be(0, "an app is no dataset");
    }

    [Fact]
    public void A_part_that_came_to_nothing_leaves_nothing_behind()
    {
        var task = SampleDeals.Task("a", 0, 0, SampleDeals.Replica(1, ReplicaState.Failed));
        _book.Note(null, task);
        _book.Share(SampleDeals.Worker(1), task.Deal.Terms).Should().Be(0);
    }

    [Fact]
    public void What_was_used_long_ago_is_forgotten()
    {
        for (var app = 1; app <= ContentBook.MostAssets + 1; app++)
        {
            Compute(1, app, dataset: 0);
            Compute(1, app: 1, dataset: 0);
        }

        _book.Share(SampleDeals.Worker(1), SampleDeals.Deal with { App = 1 }).Should().Be(1, "it was used again");
        _book.Share(SampleDeals.Worker(1), SampleDeals.Deal with { App = 2 }).Should().Be(0);
        _book.Share(SampleDeals.Worker(1), SampleDeals.Deal with { App = 3 }).Should().Be(1);
    }

    private void Compute(int worker, int app, int dataset)
    {
        OpenTask task = SampleDeals.Task("a", 0, 0, SampleDeals.Replica(worker, ReplicaState.Pledged) with { PledgedAt = DateTimeOffset.UnixEpoch });
        _book.Note(task with { Replicas = [] }, task with { Deal = task.Deal with { Terms = SampleDeals.Deal with { App = app, Dataset = dataset } } });
    }
}
