using Ect.Protocol.Qos;
using Ect.Sdk.Deals;
using Ect.Sdk.Qos;

namespace Ect.Sdk.Tests.Qos;

public sealed class BagBookTests
{
    private readonly DealInfo _deal = Deals.Of(size: 3);

    [Fact]
    public void Of_a_task_and_its_repetition_the_first_result_counts()
    {
        var help = Deals.HelpOf(_deal, 2, 1, 2);
        var book = new BagBook(new(_deal.Terms.RequestHash, [_deal], [help]));
        (book.Working, book.Unhelped.Count).Should().Be((2, 1));

        book.Read(Deals.Update(help.Deal, 0), 5);
        book.Read(Deals.Update(_deal, 1), 6);
        book.Read(Deals.Update(_deal, 2), 7);
        book.Read(Deals.Update(help.Deal, 1), 8);

        book.Results[1].Should().Be(new BagResult(help.Deal, 0, help.Deal.TaskAt(0), true));
        book.Results[2].IsHelp.Should().BeFalse();
        book.Progress.CompletionTime(1 / 3.0).Should().Be(5);
        (book.Progress.Completed, book.Working, book.IsOver).Should().Be((2, 0, false));
        book.IndexOf(help.Deal.TaskAt(1)).Should().Be(2, "also after its end");
    }

    [Fact]
    public void A_task_that_failed_in_both_pools_ends_the_bag_without_its_result()
    {
        var help = Deals.HelpOf(_deal, 2, 0);
        var book = new BagBook(new(_deal.Terms.RequestHash, [_deal], [help]));
        book.Read(Deals.Update(_deal, 1), 1);
        book.Read(Deals.Update(_deal, 2), 1);
        book.Read(Deals.Update(_deal, 0, TaskUpdateKind.Failed), 2);
        book.IsOver.Should().BeFalse("help works on it");
        book.Read(Deals.Update(help.Deal, 0, TaskUpdateKind.Failed), 3);
        (book.IsOver, book.Progress.IsOver).Should().Be((true, false));
        book.Unhelped.Should().Equal([0u], "it may be bought once more");
    }

    [Fact]
    public void The_most_urgent_are_those_that_nobody_has_then_the_longest_running()
    {
        var book = new BagBook(Bag.Of([Deals.Of(size: 5)]));
        book.Assign(4, 1);
        book.Assign(0, 2);
        book.Assign(2, 3);
        book.Unhelped.Should().Equal(1, 3, 4, 0, 2);
    }

    [Fact]
    public void A_bag_is_found_with_its_help_among_all_deals_of_its_requester()
    {
        var (first, second, other) = (Deals.Of(size: 4), Deals.Of(first: 4, size: 6), Deals.Of(request: 9));
        var help = Deals.HelpOf(second, 2, 5);
        DealInfo[] all = [first, second, other, help.Deal, Deals.Of("no json", 10)];
        var whole = Bag.Of(second, all, isWhole: true);
        whole.Deals.Should().Equal(first, second);
        whole.Help.Single().Deal.Should().Be(help.Deal);
        whole.Indices.Should().HaveCount(10);
        Bag.Of(second, all, isWhole: false).Deals.Should().Equal(second);
        Bag.Of(first, all, isWhole: false).Help.Should().BeEmpty();
    }

    [Fact]
    public void Ended_bags_teach_those_of_the_same_pool_and_app()
    {
        using var folder = new TemporaryFolder();
        var ended = new EndedBags(folder["ended"]);
        var (bag, next, running) = (Bag.Of([_deal]), Bag.Of([Deals.Of(request: 2, size: 3)]), new BagBook(Bag.Of([Deals.Of(request: 2, size: 3)])));
        var progress = new BagProgress(3);
        foreach (var (task, at) in new[] { (0, 10), (1, 20), (2, 90) })
        {
            ended.Add(bag, progress).Should().BeFalse("it has not ended");
            progress.Complete(task, at);
        }

        ended.Add(bag, progress).Should().BeTrue();
        ended.Add(bag, progress).Should().BeFalse("it is known");
        ended.Add(next with { Help = [Deals.HelpOf(next.Deals[0], 3, 1)] }, progress).Should().BeFalse("it had help");

        ended.PredictorFor(bag).Bags.Should().Be(0, "a bag does not predict itself");
        running.Progress.Complete(0, 20);
        running.Progress.Complete(1, 40);
        ended.PredictorFor(next).Predict(running.Progress)!.Total.Should().BeApproximately(180, 1e-9, "twice as slow as the one before");
        ended.PredictorFor(Bag.Of([Deals.Of() with { Terms = _deal.Terms with { Pool = 44 } }])).Bags.Should().Be(0);

        File.AppendAllText(Directory.GetFiles(folder["ended"]).Single(), "damaged\n");
        ended.PredictorFor(next).Bags.Should().Be(1);
    }

    [Fact]
    public void A_bag_that_cannot_be_kept_leaves_nothing_behind()
    {
        using var folder = new TemporaryFolder();
        var (ended, bag, progress) = (new EndedBags(folder["ended"]), Bag.Of([_deal]), new BagProgress(3));
        foreach (var task in new[] { 0, 1, 2 })
        {
            progress.Complete(task, 10);
        }

        ended.Add(bag, progress).Should().BeTrue();
        var file = Directory.GetFiles(folder["ended"]).Single();
        File.Delete(file);
        Directory.CreateDirectory(file);
        ended.Add(bag, progress).Should().BeFalse("a folder stands there");
        Directory.GetFileSystemEntries(folder["ended"]).Should().Equal(file);
    }
}
