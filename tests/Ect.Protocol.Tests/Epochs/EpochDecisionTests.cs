using System.Numerics;
using Ect.Contracts;
using Ect.Ethereum;
using Ect.Protocol.Epochs;
using Ect.Protocol.Lifecycles;
using Ect.Protocol.Trust;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;

namespace Ect.Protocol.Tests.Epochs;

/// <summary>An anchored epoch with votes of all kinds.</summary>
public sealed record SampleEpoch(EpochView View)
{
    public static Arbitrary<SampleEpoch> Epochs()
    {
        var vote =
            from worker in Gen.Choose(0, 9)
            from result in Gen.Choose(0, 5)
            from bits in Gen.Choose(2, 6)
            from eligible in Gen.Choose(0, 9)
            select new EpochVote(SampleSettlement.Worker(worker), SampleSettlement.Hash(Math.Max(0, result - 3)), Bytes32.Zero, bits, eligible > 0);
        var task =
            from deal in Gen.Choose(0, 2)
            from offset in Gen.Choose(0, 400)
            from trust in Gen.Choose(1, 4)
            from value in Gen.Choose(0, 300)
            from votes in Gen.ListOf(vote)
            select new EpochTaskView(
                SampleSettlement.Hash(deal), SampleSettlement.Deal with { Trust = (ushort)(trust + deal), Value = value }, (uint)offset, [.. votes.DistinctBy(v => v.Worker)]);
        var epoch =
            from tasks in Gen.ListOf(task)
            from bonds in Gen.ArrayOf(Gen.Choose(0, 3000), 10)
            select new SampleEpoch(Of(
                [.. tasks.DistinctBy(t => (t.DealId, t.Offset))], bonds.Index().ToDictionary(bond => SampleSettlement.Worker(bond.Index), bond => (BigInteger)bond.Item)));
        return epoch.ToArbitrary();
    }

    public static EpochView Of(IReadOnlyList<EpochTaskView> tasks, IReadOnlyDictionary<Address, BigInteger>? bonds = null) =>
        new(EpochState.Anchored, TimeSpan.FromHours(1), TimeSpan.Zero, 0, tasks, bonds ?? Enumerable.Range(0, 20).ToDictionary(SampleSettlement.Worker, _ => (BigInteger)1_000_000), [], new HashSet<Address>());
}

public sealed class EpochDecisionTests
{
    private static readonly EpochLimits Limits = new();

    [Property(MaxTest = 200, Arbitrary = [typeof(SampleEpoch)])]
    public void What_is_proposed_the_hub_would_pay(SampleEpoch sample)
    {
        if (EpochDecision.Decide(sample.View, Limits) is not EpochAction.Propose propose)
        {
            return;
        }

        var stakes = new Dictionary<Address, BigInteger>();
        foreach (var page in propose.Draft.Pages)
        {
            foreach (var (offset, result) in page.Outcomes)
            {
                var task = sample.View.Tasks.Single(t => t.DealId == propose.Draft.Deals[page.Deal] && t.Offset == offset);
                var agreeing = page.AgreeingOn(offset).Select(signer => task.Votes.Single(v => v.Worker == propose.Draft.Signers[signer])).ToList();
                agreeing.Should().OnlyContain(v => v.IsEligible && v.Digest == result.Digest, "only who may be paid and said so agrees");
                var against = task.Votes.Where(v => v.Digest != result.Digest).GroupBy(v => v.Digest).Sum(group => 1L << group.Sum(v => v.Bits));
                ((long)page.Against).Should().Be(against);
                TrustRule.IsReached(TrustDemand.Of(task.Deal), page.Votes, agreeing.Sum(v => v.Bits), against).Should().BeTrue();
                foreach (var voter in agreeing)
                {
                    stakes[voter.Worker] = stakes.GetValueOrDefault(voter.Worker) + task.Deal.WorkerStake;
                }
            }
        }

        stakes.Should().OnlyContain(stake => 2 * stake.Value <= sample.View.Bonds[stake.Key], "each bond covers what its worker risks");
        propose.Draft.Signers.Should().BeEquivalentTo(stakes.Keys, "who is paid signs, and nobody else");
    }

    [Property(MaxTest = 100, Arbitrary = [typeof(SampleEpoch)])]
    public void The_same_view_in_another_order_gives_the_same_settlement(SampleEpoch sample)
    {
        var turned = sample.View with { Tasks = [.. sample.View.Tasks.Reverse().Select(task => task with { Votes = [.. task.Votes.Reverse()] })] };
        var (left, right) = (EpochDecision.Decide(sample.View, Limits), EpochDecision.Decide(turned, Limits));
        right.Reason.Should().Be(left.Reason);
        if (left is EpochAction.Propose propose)
        {
            ((EpochAction.Propose)right).Draft.Encode().Should().Equal(propose.Draft.Encode());
        }
    }

    [Property(MaxTest = 100, Arbitrary = [typeof(SampleEpoch)])]
    public void A_settlement_stays_within_its_limits_and_every_task_has_its_turn(SampleEpoch sample, byte tasks, ushort length)
    {
        var limits = Limits with { MaxTasks = 1 + (tasks % 5), MaxSettlementLength = length };
        var view = sample.View with { Bonds = sample.View.Bonds.ToDictionary(bond => bond.Key, _ => (BigInteger)1_000_000) };
        while (EpochDecision.Decide(view, limits) is EpochAction.Propose propose)
        {
            var settled = propose.Draft.Pages.SelectMany(page => page.Outcomes.Select(outcome => (propose.Draft.Deals[page.Deal], outcome.Offset))).ToHashSet();
            settled.Count.Should().BeInRange(1, limits.MaxTasks);
            (settled.Count == 1 || LengthOf(propose.Draft) <= limits.MaxSettlementLength).Should().BeTrue();
            view = view with { Tasks = [.. view.Tasks.Where(task => !settled.Contains((task.DealId, task.Offset)))] };
        }

        view.Tasks.Should().OnlyContain(task => EpochAgreement.Of(task) == null);
    }

    [Fact]
    public void In_a_large_pool_a_settlement_takes_the_workers_whose_tasks_have_waited_longest_together()
    {
        // Worker 1,000 has one old task, worker 2,000 many young ones, and a thousand others one young task each.
        var deal = SampleSettlement.Deal with { Trust = 1 };
        List<EpochTaskView> tasks = [.. Enumerable.Range(0, 1000).Select(worker => TaskOf(worker, worker, 1)), TaskOf(1000, 1000, 60), .. Enumerable.Range(1001, 50).Select(offset => TaskOf(offset, 2000, 2))];
        var bonds = Enumerable.Range(0, 2001).ToDictionary(SampleSettlement.Worker, _ => (BigInteger)1_000_000);

        var draft = ((EpochAction.Propose)EpochDecision.Decide(SampleEpoch.Of(tasks, bonds), Limits)).Draft;
        draft.Signers.Should().HaveCount(EpochRules.MaxSigners).And.Contain([SampleSettlement.Worker(1000), SampleSettlement.Worker(2000)]);
        draft.Pages.Sum(page => page.Outcomes.Count()).Should().Be(EpochRules.MaxSigners - 1 + 50);

        EpochTaskView TaskOf(int offset, int worker, int seconds) =>
            new(SampleSettlement.Hash(0), deal, (uint)offset, [Vote(worker, 1)], TimeSpan.FromSeconds(seconds));
    }

    [Fact]
    public void A_step_follows_from_the_state()
    {
        var task = new EpochTaskView(SampleSettlement.Hash(0), SampleSettlement.Deal with { Trust = 2 }, 0, [Vote(0, 1), Vote(1, 1)]);
        var view = SampleEpoch.Of([task]) with { Awaited = 1 };
        var workers = new[] { SampleSettlement.Worker(0), SampleSettlement.Worker(1) };
        Decide(view with { State = EpochState.Open }).Should().BeOfType<EpochAction.Wait>();
        Decide(view with { State = EpochState.Closed }).Should().BeOfType<EpochAction.Anchor>();
        Decide(view with { SinceAnchor = TimeSpan.Zero }).Should().BeOfType<EpochAction.Wait>("an opening is missing");
        Decide(view).Should().BeOfType<EpochAction.Propose>("the one who is late is not waited for");
        Decide(view with { Tasks = [task with { Votes = [Vote(0, 1), Vote(1, 2)] }] }).Should().BeOfType<EpochAction.Abandon>();
        Decide(view with { Bonds = new Dictionary<Address, BigInteger>() }).Reason.Should().Contain("bonds cover none");

        var proposed = view with { State = EpochState.Proposed, Signers = workers, SignedBy = new HashSet<Address> { workers[0] } };
        Decide(proposed).Should().BeOfType<EpochAction.Wait>();
        Decide(proposed with { SinceProposal = Limits.SignaturePatience }).Should().BeOfType<EpochAction.LeaveOut>().Which.Workers.Should().Equal(workers[1]);
        Decide(proposed with { SignedBy = workers.ToHashSet() }).Should().BeOfType<EpochAction.Seal>();
        Decide(view with { State = EpochState.Settling }).Should().BeOfType<EpochAction.Settle>();
        Decide(view with { State = EpochState.Settled }).Should().BeOfType<EpochAction.Wait>();
    }

    [Fact]
    public void Dissent_costs_evidence_and_is_declared()
    {
        var task = new EpochTaskView(SampleSettlement.Hash(0), SampleSettlement.Deal with { Trust = 2 }, 0, [Vote(0, 1), Vote(1, 1), Vote(2, 2)]);
        EpochAgreement.Of(task).Should().BeNull("4 bits do not outweigh a dissenter by as much as a newcomer weighs");
        var agreed = EpochAgreement.Of(task with { Votes = [.. task.Votes, Vote(3, 1)] })!;
        agreed.Against.Should().Be(4);
        agreed.Agreeing.Should().Equal(SampleSettlement.Worker(0), SampleSettlement.Worker(1), SampleSettlement.Worker(3));
        EpochAgreement.Of(task with { Votes = [Vote(0, 1), Vote(1, 1), Vote(2, 2) with { IsEligible = false }] }).Should().BeNull("who may not be paid still speaks against");
        EpochAgreement.Of(task with { Votes = [Vote(0, 1), Vote(1, 1) with { IsEligible = false }] }).Should().BeNull("who may not be paid speaks for nobody");
    }

    [Theory]
    [InlineData(0, 100, 0, 0, 0, false)]
    [InlineData(1, 0, 0, 0, 0, true)]
    [InlineData(1, 1, 3, 0, 0, false)]
    [InlineData(1, 5, 3, 0, 0, true)]
    [InlineData(1, 5, 3, 1, 1, false)]
    [InlineData(2000, 0, 3, 1, 1, true)]
    [InlineData(1999, 9, 0, 0, 4, false)]
    [InlineData(2000, 9, 0, 0, 4, true)]
    [InlineData(2000, 9, 0, 0, 15, true)]
    [InlineData(5000, 9, 0, 0, 16, false)]
    public void An_epoch_closes_when_it_is_worth_it(int count, int age, int computing, int unanchored, int live, bool closes) =>
        (EpochDecision.WhyClose(new(count, TimeSpan.FromSeconds(age), computing, unanchored, unanchored, live, 0, 0), Limits) is not null).Should().Be(closes);

    [Theory]
    [InlineData(1, 0, 0, 0, 0, true)] // Nobody else will take it.
    [InlineData(1, 0, 0, 1, 1, false)] // The epoch under way may.
    [InlineData(1, 0, 1, 1, 1, false)]
    [InlineData(9000, 1, 0, 1, 1, false)] // There is room for what they fill.
    [InlineData(9000, 2, 1, 1, 1, true)]
    [InlineData(9000, 3, 1, 2, 4, true)]
    [InlineData(9000, 3, 1, 2, 15, true)]
    [InlineData(9000, 3, 1, 2, 16, false)]
    [InlineData(9000, 2, 0, 2, 4, false)]
    public void Tasks_that_are_left_get_epochs_of_their_own_when_no_other_has_room_for_them(int left, int fill, int unanchored, int unproposed, int live, bool closes) =>
        (EpochDecision.WhyClose(new(0, TimeSpan.Zero, 5, unanchored, unproposed, live, left, fill), Limits) is not null).Should().Be(closes);

    [Fact]
    public void A_settlement_is_filled_to_its_length()
    {
        // Each task is in a page of its own, as in a large pool with many deals.
        var deal = SampleSettlement.Deal with { Trust = 1 };
        var tasks = Enumerable.Range(0, 300).Select(i => new EpochTaskView(SampleSettlement.Hash(i % 3), deal, (uint)(256 * i), [Vote(i % 20, 1)])).ToList();
        var limits = Limits with { MaxSettlementLength = 20_000 };

        var draft = ((EpochAction.Propose)EpochDecision.Decide(SampleEpoch.Of(tasks), limits)).Draft;
        LengthOf(draft).Should().BeInRange(20_000 - PageCodec.EmptyLength - PageCodec.SignerLength - PageCodec.ResultLength(PageKind.Plain), 20_000);
    }

    [Fact]
    public void A_minute_counts_among_the_tasks_of_a_worker()
    {
        var tasks = Enumerable.Range(0, 10).Select(offset => new EpochTaskView(SampleSettlement.Hash(0), SampleSettlement.Deal with { Trust = 1 }, (uint)offset, [Vote(0, 1)], TimeSpan.FromSeconds(offset * 20))).ToList();

        var draft = ((EpochAction.Propose)EpochDecision.Decide(SampleEpoch.Of(tasks), Limits with { MaxTasks = 3 })).Draft;
        draft.Pages.SelectMany(page => page.Outcomes).Select(outcome => outcome.Offset).Should().Equal([6, 7, 9], "the oldest comes first, and of those of a minute the first of a deal");
    }

    private static EpochAction Decide(EpochView view) => EpochDecision.Decide(view, Limits);

    private static int LengthOf(SettlementDraft draft) =>
        draft.Encode().Length + (draft.Signers.Count * CompactSignature.Size) + (draft.Deals.Count * DealCodec.Length);

    private static EpochVote Vote(int worker, int result) => new(SampleSettlement.Worker(worker), SampleSettlement.Hash(result), Bytes32.Zero, 2, true);
}
