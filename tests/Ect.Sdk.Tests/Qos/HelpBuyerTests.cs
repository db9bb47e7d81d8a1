using System.Numerics;
using Ect.Sdk.Deals;
using Ect.Sdk.Qos;
using FsCheck.Xunit;

namespace Ect.Sdk.Tests.Qos;

public sealed class HelpBuyerTests : IDisposable
{
    private static readonly HelpJournalHead Head = new(HelpJournalHead.Version, "0x01", 1, "0x02", "0x03");

    private readonly TemporaryFolder _folder = new();
    private readonly DealInfo _deal = Deals.Of();
    private readonly FakeDesk _desk = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Nothing_is_bought_before_the_bag_has_a_tail()
    {
        (await LookAsync(Deals.Help(1_000), completed: 8)).Should().BeOfType<HelpOutcome.None>();
        _desk.Signed.Should().BeEmpty();
    }

    [Fact]
    public async Task The_last_task_is_bought_again_on_its_own_terms_elsewhere()
    {
        var outcome = (await LookAsync(Deals.Help(1_000), completed: 9)).Should().BeOfType<HelpOutcome.Bought>().Which;

        outcome.Price.Should().Be(3);
        outcome.Deals.Single().Tasks.Should().Equal((0u, 9u));
        var run = _desk.Signed.Single();
        (run.App, run.Pool, run.Tasks, run.Trust, run.Category, run.Tag, run.Beneficiary).Should().Be((11, Deals.HelpPool, 1u, 2, 1, _deal.Terms.Tag, Deals.Me));
        run.Params.ToCanonicalJson().Should().Be($$$"""{"args":["a"],"repeats":{"deal":"{{{_deal.Id}}}","size":10,"tasks":"9"}}""");
    }

    [Theory]
    [InlineData(8, 2)] // 3 each
    [InlineData(9, 3)]
    [InlineData(1_000, 5)]
    public async Task The_budget_bounds_what_is_bought(int budget, int tasks) =>
        (await LookAsync(Deals.Help(budget, "5C-G-D"), completed: 5)).Should().BeOfType<HelpOutcome.Bought>().Which.Deals.Sum(deal => deal.Tasks.Count()).Should().Be(tasks);

    [Fact]
    public async Task What_was_spent_before_counts()
    {
        var bag = new Bag(_deal.Terms.RequestHash, [_deal], [Deals.HelpOf(_deal, 50, 5, 6)]);
        bag.Spent.Should().Be(6);
        var refused = (await LookAsync(Deals.Help(8, "5C-G-D"), completed: 5, bag)).Should().BeOfType<HelpOutcome.Refused>().Which;
        refused.Why.Should().Contain("3 unfinished tasks have no help").And.Contain("0.000000000000000002 of the budget");
        (await LookAsync(Deals.Help(9, "5C-G-D"), completed: 5, bag)).Should().BeOfType<HelpOutcome.Bought>().Which.Deals.Single().Tasks.Should().Equal((0u, 7u));
    }

    [Fact]
    public async Task What_cannot_be_had_is_told_and_the_bag_goes_on()
    {
        _desk.Refusal = "No worker pool offers computing.";
        (await LookAsync(Deals.Help(1_000), completed: 9)).Should().Be(new HelpOutcome.Refused("No worker pool offers computing."));
    }

    [Fact]
    public async Task A_bag_that_is_complete_needs_none() =>
        (await LookAsync(Deals.Help(1_000), completed: 10)).Should().BeOfType<HelpOutcome.None>();

    [Fact]
    public void As_many_tasks_are_asked_for_as_their_names_have_room()
    {
        var deal = Deals.Of(size: 100_000);
        var scattered = Enumerable.Range(0, 50_000).Select(i => (uint)(2 * i)).ToArray();
        var run = HelpRequest.Of(deal, Deals.Help(1), scattered);
        run.Tasks.Should().BeInRange(250, 500);
        run.Params.Repeats!.Tasks.All().Should().Equal(scattered.Take((int)run.Tasks));
        HelpRequest.Of(deal, Deals.Help(1), [.. Enumerable.Range(0, 50_000).Select(i => (uint)i)]).Tasks.Should().Be(50_000, "a range is short");
    }

    // Whatever happens to the command: no task is bought twice, and never more than the budget is spent.
    [Property(MaxTest = 60)]
    public async Task A_caller_that_dies_at_any_moments_buys_each_task_once_and_keeps_the_budget(int seed, byte[] deaths, byte budget, bool greedy)
    {
        using var folder = new TemporaryFolder();
        var desk = new FakeDesk(seed) { Expires = seed % 3 == 0 };
        var help = Deals.Help(budget, greedy ? "3C-G-D" : "3C-C-D");
        foreach (var death in (deaths ?? []).Take(20).Append(byte.MaxValue))
        {
            desk.DieAfter(death == byte.MaxValue ? int.MaxValue : death % 12);
            try
            {
                using var journal = HelpJournal.Open(folder["journal"], Head);
                var bag = Bag.Of(_deal, desk.Bought, isWhole: true);
                var (buyer, book) = (new HelpBuyer(help, journal, desk, TimeProvider.System), BookOf(bag, 4));
                for (var look = 0; look < 30; look++)
                {
                    if (await buyer.LookAsync(bag, book, 60, CancellationToken.None) is HelpOutcome.Bought bought)
                    {
                        bag = bag.With(bought.Deals);
                        bought.Deals.Should().AllSatisfy(book.Add);
                    }
                }
            }
            catch (FakeDesk.CallerDiedException)
            {
                Tear(folder["journal"], death);
            }
        }

        var all = Bag.Of(_deal, desk.Bought, isWhole: true);
        var tasks = all.Help.SelectMany(deal => deal.Tasks.Select(task => task.Repeated)).ToArray();
        tasks.Should().OnlyHaveUniqueItems().And.BeSubsetOf([4, 5, 6, 7, 8, 9]);
        all.Spent.Should().BeLessThanOrEqualTo(budget);
        tasks.Should().HaveCount(greedy ? (int)BigInteger.Min(6, budget / 3) : tasks.Length);
    }

    [Fact]
    public void A_journal_is_of_one_bag_and_one_command()
    {
        using (HelpJournal.Open(_folder["j"], Head))
        {
            FluentActions.Invoking(() => HelpJournal.Open(_folder["j"], Head)).Should().Throw<Sdk.Errors.EctException>().WithMessage("*cannot be opened*");
        }

        FluentActions.Invoking(() => HelpJournal.Open(_folder["j"], Head with { Buyer = "0x04" })).Should().Throw<Sdk.Errors.EctException>().WithMessage("*another bag, buyer or network*");
        File.WriteAllText(_folder["mine"], "my diary");
        FluentActions.Invoking(() => HelpJournal.Open(_folder["mine"], Head)).Should().Throw<Sdk.Errors.EctException>();
        File.ReadAllText(_folder["mine"]).Should().Be("my diary");
    }

    private async Task<HelpOutcome> LookAsync(TailHelp help, int completed, Bag? bag = null)
    {
        using var journal = HelpJournal.Open(_folder["journal"], Head);
        bag ??= Bag.Of([_deal]);
        return await new HelpBuyer(help, journal, _desk, TimeProvider.System).LookAsync(bag, BookOf(bag, completed), 60, TestContext.Current.CancellationToken);
    }

    private BagBook BookOf(Bag bag, int completed)
    {
        var book = new BagBook(bag);
        for (var index = 0u; index < completed; index++)
        {
            book.Read(Deals.Update(_deal, index), 10 + index);
        }

        return book;
    }

    // A crash may cut a line short of which nothing follows.
    private static void Tear(string path, byte death)
    {
        if (death % 2 == 0 && File.Exists(path))
        {
            File.AppendAllText(path, "{\"request\":\"12");
        }
    }
}
