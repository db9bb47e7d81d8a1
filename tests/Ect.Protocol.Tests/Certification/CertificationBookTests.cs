using Ect.Protocol.Certification;
using FsCheck.Xunit;

namespace Ect.Protocol.Tests.Certification;

public sealed class CertificationBookTests
{
    private static readonly CertificationPolicy TwoOfThree = new(new MajorityRule(2));

    [Fact]
    public void A_result_with_enough_votes_is_accepted()
    {
        var book = new CertificationBook(3, 1, TwoOfThree);
        book.Vote(0, 0, 7).Should().BeEmpty();
        book.Vote(1, 0, 8).Should().BeEmpty();
        book.Vote(2, 0, 8).Should().Equal(0);
        book.ResultOf(0).Should().Be(8);
        book.Accepted.Should().Be(1);
    }

    [Fact]
    public void What_a_caught_worker_has_found_is_dropped_and_its_entries_are_open_again()
    {
        var book = new CertificationBook(3, 3, TwoOfThree);
        book.Vote(0, 0, 1);
        book.Vote(1, 0, 1);
        book.Vote(1, 1, 1);
        book.Vote(2, 1, 1);
        book.Vote(2, 2, 1);

        book.Catch(1).Should().Equal(0, 1);
        book.ResultOf(0).Should().BeNull();
        book.ResultOf(1).Should().BeNull();
        book.Accepted.Should().Be(0);
        book.HasVoted(1, 0).Should().BeFalse();
        book.IsBlacklisted(1).Should().BeTrue();
        FluentActions.Invoking(() => book.Vote(1, 2, 1)).Should().Throw<InvalidOperationException>();
        book.Vote(2, 0, 1).Should().Equal(0); // The other's result still stands.
    }

    [Fact]
    public void Who_may_come_back_is_a_newcomer()
    {
        var book = new CertificationBook(1, 1, new(new CredibilityRule(0.01)) { CheckRate = 0.1, Sanction = Sanction.Readmit });
        book.Vote(0, 0, 1);
        for (var i = 0; i < 5; i++)
        {
            book.Pass(0);
        }

        book.DoubtOf(0).Should().BeApproximately(0.04, 1e-12);
        book.Catch(0);
        (book.DoubtOf(0), book.IsBlacklisted(0)).Should().Be((0.2, false));
        book.Vote(0, 0, 1).Should().BeEmpty();
    }

    [Fact]
    public void Checks_passed_later_make_earlier_results_credible_enough()
    {
        var book = new CertificationBook(1, 2, new(new CredibilityRule(0.02)));
        book.Vote(0, 0, 1);
        for (var i = 1; i < 5; i++)
        {
            book.Pass(0).Should().BeEmpty(); // 0.25 / (4 e) = 0.023
        }

        book.Pass(0).Should().Equal(0); // 0.0184
        book.Vote(0, 1, 1).Should().Equal(1);
    }

    [Fact]
    public void A_dissenter_who_becomes_credible_takes_a_result_back()
    {
        var book = new CertificationBook(4, 1, new(new CredibilityRule(0.2)));
        book.Vote(0, 0, 1);
        book.ResultOf(0).Should().Be(1);
        book.Vote(1, 0, 2);
        book.Vote(2, 0, 1);
        book.Vote(3, 0, 1);
        book.ResultOf(0).Should().Be(1); // 64 against 4
        book.Pass(1).Should().BeEmpty(); // against 9.9: 64 ≥ 4 × 10.9
        book.Pass(1).Should().Equal(0); // against 20.7: 64 < 4 × 21.7
        book.ResultOf(0).Should().BeNull();
    }

    [Fact]
    public void One_worker_has_one_vote()
    {
        var book = new CertificationBook(1, 1, TwoOfThree);
        book.Vote(0, 0, 1);
        FluentActions.Invoking(() => book.Vote(0, 0, 1)).Should().Throw<InvalidOperationException>();
    }

    // What is kept from step to step is what the votes alone give.
    [Property]
    public bool After_any_steps_each_entry_has_what_its_groups_give(byte[] steps, bool readmits)
    {
        var policy = new CertificationPolicy(new CredibilityRule(0.05)) { Sanction = readmits ? Sanction.Readmit : Sanction.Blacklist };
        var book = new CertificationBook(6, 4, policy);
        foreach (var step in steps)
        {
            var (worker, entry, answer) = (step % 6, step / 6 % 4, step / 24 % 2);
            _ = step >= 216 ? book.Catch(worker)
                : step >= 120 ? book.Pass(worker)
                : book.IsBlacklisted(worker) || book.HasVoted(worker, entry) ? []
                : book.Vote(worker, entry, answer);
        }

        return Enumerable.Range(0, 4).All(entry =>
        {
            var groups = book.GroupsOf(entry);
            var chosen = policy.Rule.Choose(groups);
            return book.ResultOf(entry) == (chosen < 0 ? (int?)null : groups[chosen].Answer);
        }) && book.Accepted == Enumerable.Range(0, 4).Count(entry => book.ResultOf(entry) is not null);
    }
}
