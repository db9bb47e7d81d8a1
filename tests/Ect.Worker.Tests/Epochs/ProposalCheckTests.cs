using System.Numerics;
using Ect.Contracts;
using Ect.Ethereum;
using Ect.Protocol.Contributions;
using Ect.Protocol.Epochs;
using Ect.Wire;
using Ect.Worker.Contributions;
using Ect.Worker.Epochs;
using Google.Protobuf;

namespace Ect.Worker.Tests.Epochs;

public sealed class ProposalCheckTests
{
    private static readonly Address Worker = Samples.WorkerKey.Address;
    private static readonly Address Lower = Address.FromBytes([.. new byte[19], 1]);
    private static readonly Address Higher = Samples.Fill(0xff);
    private static readonly Bytes32 Anchor = Bytes32.FromNumber(77);
    private static readonly Deal Other = Samples.Deal with { RequestHash = Bytes32.FromNumber(2) };

    private readonly List<ContributionRecord> open = [Shown(5), Shown(6), Shown(7)];
    private readonly HashSet<Bytes32> accepted = [.. new uint[] { 5, 6, 7 }.Select(i => TaskId.Of(Samples.Deal, i))];
    private BigInteger minReward;

    [Fact]
    public void A_true_settlement_is_acceptable_and_names_what_it_pays()
    {
        var verdict = Check(Build(Agreed(5), Agreed(6), Agreed(7)));
        var acceptable = verdict.Should().BeOfType<ProposalVerdict.Acceptable>().Subject;
        acceptable.Scheduler.Should().Be(Samples.SchedulerKey.Address);
        acceptable.Paid.Select(r => r.Index).Should().BeEquivalentTo([5u, 6u, 7u]);
    }

    [Fact]
    public void Tasks_and_deals_of_others_are_their_concern() =>
        Check(Build(Agreed(5), Agreed(8) with { Agreeing = [Lower] }, Agreed(6, Bytes32.FromNumber(66), Other) with { Agreeing = [Higher, Lower] }))
            .Should().BeOfType<ProposalVerdict.Acceptable>().Which.Paid.Should().ContainSingle();

    [Fact]
    public void A_settlement_of_others_is_refused() => Refuses(ProposalRefusal.NotInCrew, Build(Agreed(5) with { Agreeing = [Lower, Higher] }));

    [Fact]
    public void Positions_shifted_by_one_are_refused()
    {
        accepted.Clear();
        var draft = Build(Agreed(5) with { Agreeing = [Lower] }, Agreed(8) with { Agreeing = [Worker] });
        Refuses(ProposalRefusal.NotContributed, draft);
    }

    [Fact]
    public void Signers_in_another_order_are_refused()
    {
        var draft = Build(Agreed(5) with { Agreeing = [Lower, Worker] });
        Refuses(ProposalRefusal.Malformed, draft with { Signers = [.. draft.Signers.Reverse()] });
    }

    [Fact]
    public void A_signer_too_many_in_front_makes_this_workers_part_another_ones()
    {
        var draft = Build(Agreed(5), Agreed(6), Agreed(7));
        Refuses(ProposalRefusal.LeftOut, draft with { Signers = [Lower, .. draft.Signers] });
    }

    [Fact]
    public void A_signer_twice_is_refused()
    {
        var draft = Build(Agreed(5));
        Refuses(ProposalRefusal.Malformed, draft with { Signers = [Worker, Worker] });
    }

    [Fact]
    public void Another_digest_is_refused() => Refuses(ProposalRefusal.OtherResult, Build(Agreed(5), Agreed(6, Bytes32.FromNumber(66))));

    [Fact]
    public void A_failure_of_the_application_in_the_place_of_a_result_is_refused() =>
        Refuses(ProposalRefusal.OtherResult, Build(Agreed(5) with { DataHash = PageResult.AppFailed }));

    [Fact]
    public void Other_data_for_the_consumer_is_refused()
    {
        var deal = Samples.Deal with { Callback = Samples.Fill(0xcb) };
        open.Clear();
        open.Add(Shown(5, deal) with { CallbackData = [1, 2, 3] });
        Refuses(ProposalRefusal.OtherResult, Build(Agreed(5, deal: deal) with { DataHash = Keccak256.Hash([1, 2]) }));
        Check(Build(Agreed(5, deal: deal) with { DataHash = Keccak256.Hash([1, 2, 3]) })).Should().BeOfType<ProposalVerdict.Acceptable>();
    }

    [Fact]
    public void A_task_of_another_deal_with_the_same_index_is_refused() => Refuses(ProposalRefusal.NotContributed, Build(Agreed(5), Agreed(6, deal: Other)));

    [Fact]
    public void A_task_beyond_the_deal_is_refused() => Refuses(ProposalRefusal.NotContributed, Build(Agreed(5), Agreed(9)));

    [Fact]
    public void A_task_at_the_same_lane_of_another_word_is_refused() => Refuses(ProposalRefusal.NotContributed, Build(Agreed(5), Agreed(5 + 256)));

    [Theory]
    [InlineData(nameof(ContributionState.Computed))]
    [InlineData(nameof(ContributionState.Receipted))]
    [InlineData(nameof(ContributionState.Anchored))]
    [InlineData(nameof(ContributionState.Stalled))]
    [InlineData(nameof(ContributionState.Committed))]
    [InlineData(nameof(ContributionState.Opened))]
    public void A_result_that_was_not_opened_on_the_epoch_path_is_refused(string state)
    {
        open[1] = open[1] with { State = Enum.Parse<ContributionState>(state) };
        Refuses(ProposalRefusal.NotContributed, Build(Agreed(5), Agreed(6)));
    }

    [Fact]
    public void The_same_task_in_two_pages_is_refused()
    {
        var draft = Build(Agreed(5));
        Refuses(ProposalRefusal.Twice, draft with { Pages = [.. draft.Pages, .. draft.Pages] });
    }

    [Fact]
    public void A_vote_that_the_scheduler_has_and_leaves_out_is_refused() =>
        Refuses(ProposalRefusal.LeftOut, Build(Agreed(5), Agreed(6) with { Agreeing = [Lower] }));

    [Fact]
    public void A_vote_that_came_too_late_may_be_left_out()
    {
        accepted.Remove(TaskId.Of(Samples.Deal, 6));
        Check(Build(Agreed(5), Agreed(6) with { Agreeing = [Lower] })).Should().BeOfType<ProposalVerdict.Acceptable>();
    }

    [Fact]
    public void A_task_on_which_the_others_agreed_otherwise_does_not_spoil_the_rest() =>
        Check(Build(Agreed(5), Agreed(6, Bytes32.FromNumber(66)) with { Agreeing = [Lower] })).Should().BeOfType<ProposalVerdict.Acceptable>();

    [Fact]
    public void A_task_that_waits_for_a_later_epoch_does_not_spoil_the_rest() => Check(Build(Agreed(5))).Should().BeOfType<ProposalVerdict.Acceptable>();

    /// <summary>Workers beside this one, odds against: whether so many votes are plausible for a trust of 1.</summary>
    [Theory]
    [InlineData(3, 0u, true)]
    [InlineData(4, 0u, false)]
    [InlineData(7, 4u, true)]
    [InlineData(8, 4u, false)]
    public void Votes_beyond_what_the_task_could_draw_are_refused(int others, uint against, bool plausible)
    {
        var crew = Enumerable.Range(1, others).Select(i => Samples.Fill((byte)i)).Append(Worker).ToList();
        var verdict = Check(Build(Agreed(5) with { Agreeing = crew, Against = against }));
        (verdict is ProposalVerdict.Acceptable).Should().Be(plausible);
        (verdict is ProposalVerdict.Refused { Reason: ProposalRefusal.TooManyVotes }).Should().Be(!plausible);
    }

    [Theory]
    [InlineData(441, true)]
    [InlineData(442, false)]
    public void A_share_below_what_the_owner_asks_is_refused(int least, bool enough)
    {
        minReward = least;
        var verdict = Check(Build(Agreed(5) with { Agreeing = [Lower, Worker] }));
        (verdict is ProposalVerdict.Acceptable).Should().Be(enough, "882 of the price of 1000 are the workers'");
        (verdict is ProposalVerdict.Refused { Reason: ProposalRefusal.RewardTooLow }).Should().Be(!enough);
    }

    [Fact]
    public void Deals_of_two_schedulers_are_refused()
    {
        var strange = Samples.Deal with { Scheduler = Samples.Fill(0x55) };
        open.Add(Shown(5, strange));
        Refuses(ProposalRefusal.MixedSchedulers, Build(Agreed(5), Agreed(5, deal: strange)));
    }

    [Fact]
    public void Whoever_is_to_sign_for_nothing_refuses()
    {
        var draft = Build(Agreed(5) with { Agreeing = [Lower] });
        accepted.Clear();
        Refuses(ProposalRefusal.NothingPaid, draft with { Signers = [Lower, Worker] });
    }

    public static TheoryData<string> Broken => [.. Damages.Keys];

    private static Dictionary<string, Action<Proposal>> Damages { get; } = new()
    {
        ["an anchor of another length"] = p => p.Anchor = ByteString.CopyFrom(new byte[31]),
        ["no deal"] = p => p.Deals.Clear(),
        ["a deal id of another length"] = p => p.Deals[0] = ByteString.CopyFrom(new byte[20]),
        ["no signer"] = p => p.Signers.Clear(),
        ["a signer of another length"] = p => p.Signers[0] = ByteString.CopyFrom(new byte[32]),
        ["too many deals"] = p => p.Deals.AddRange(Enumerable.Repeat(p.Deals[0], 255)),
        ["no page"] = p => p.Pages = ByteString.Empty,
        ["a byte too few"] = p => p.Pages = ByteString.CopyFrom(p.Pages.Span[..^1]),
        ["a byte too many"] = p => p.Pages = ByteString.CopyFrom([.. p.Pages.Span, 0]),
        ["a deal that is not there"] = p => p.Pages = Change(p.Pages, 0, 1),
        ["unknown flags"] = p => p.Pages = Change(p.Pages, 1, 4),
        ["votes that are not there"] = p => p.Pages = Change(p.Pages, 2, 2),
        ["a signer who is not there"] = p => p.Pages = Change(p.Pages, 43, 1),
    };

    [Theory]
    [MemberData(nameof(Broken))]
    public void What_no_chain_would_take_is_refused(string damage)
    {
        var message = MemoryScheduler.Propose(Build(Agreed(5)), Anchor);
        ProposedSettlement.TryRead(message, out _, out _).Should().BeTrue();
        Damages[damage](message);
        ProposedSettlement.TryRead(message, out _, out var problem).Should().BeFalse(damage);
        problem.Should().NotBeNullOrEmpty();
    }

    [Fact]
    public void Random_bytes_never_throw()
    {
        var dice = new Random(5);
        var message = MemoryScheduler.Propose(Build(Agreed(5), Agreed(6) with { Agreeing = [Lower, Worker] }, Agreed(7)), Anchor);
        var pages = message.Pages.ToByteArray();
        for (var i = 0; i < 3000; i++)
        {
            var altered = (byte[])pages.Clone();
            for (var n = dice.Next(1, 4); n > 0; n--)
            {
                altered[dice.Next(altered.Length)] = (byte)dice.Next(256);
            }

            message.Pages = ByteString.CopyFrom(altered);
            if (ProposedSettlement.TryRead(message, out var proposal, out _) && new ProposalCheck(Worker, 0).Check(proposal, open, accepted.Contains) is ProposalVerdict.Acceptable fine)
            {
                var own = proposal.Signers.ToList().IndexOf(Worker);
                var votes = proposal.Pages.SelectMany(p => p.Signers.Where(s => s.Position == own).SelectMany(s => s.Agreed.Select(lane => p.Find((p.Word << 8) | (uint)lane)!.Value.Digest))).ToList();
                votes.Should().HaveCount(fine.Paid.Count).And.OnlyContain(digest => digest == Samples.Digest, "whatever is altered, nobody signs for what it did not find");
            }
        }
    }

    private void Refuses(ProposalRefusal reason, SettlementDraft draft) =>
        Check(draft).Should().BeOfType<ProposalVerdict.Refused>().Which.Reason.Should().Be(reason);

    private ProposalVerdict Check(SettlementDraft draft) =>
        ProposedSettlement.TryRead(MemoryScheduler.Propose(draft, Anchor), out var proposal, out var problem)
            ? new ProposalCheck(Worker, minReward).Check(proposal, open, accepted.Contains)
            : new ProposalVerdict.Refused(ProposalRefusal.Malformed, problem);

    private static SettlementDraft Build(params AgreedTask[] tasks) => PageBuilder.Build(tasks);

    private static AgreedTask Agreed(uint index, Bytes32? digest = null, Deal? deal = null) =>
        new(DealId.Of(deal ?? Samples.Deal), index - Samples.Deal.First, digest ?? Samples.Digest, ResultHash.NoData, 0, [Worker]);

    private static ContributionRecord Shown(uint index, Deal? deal = null) => Samples.EpochRecord(ContributionState.Shown, deal: deal, index: index);

    private static ByteString Change(ByteString bytes, int at, byte value)
    {
        var changed = bytes.ToByteArray();
        changed[at] = value;
        return ByteString.CopyFrom(changed);
    }
}
