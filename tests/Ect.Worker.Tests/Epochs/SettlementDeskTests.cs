using Ect.Contracts;
using Ect.Ethereum;
using Ect.Protocol.Contributions;
using Ect.Protocol.Epochs;
using Ect.Wire;
using Ect.Worker.Contributions;
using Ect.Worker.Epochs;
using Ect.Worker.Tests.Contributions;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Ect.Worker.Tests.Epochs;

public sealed class SettlementDeskTests : IDisposable
{
    private static readonly Address Worker = Samples.WorkerKey.Address;
    private static readonly Address Scheduler = Samples.SchedulerKey.Address;
    private static readonly Bytes32 Anchor = Keccak256.Hash("anchor");
    private static readonly Deal Deal = Samples.Deal with { WorkerStake = 100 * HubClient.Gwei };

    private readonly TemporaryFolder folder = new();
    private readonly FakeTimeProvider time = new(DateTimeOffset.FromUnixTimeSeconds((long)Samples.Start + 10));
    private readonly List<WorkerMessage> told = [];
    private readonly MemoryChain chain;
    private readonly ContributionJournal journal;

    public SettlementDeskTests()
    {
        chain = new MemoryChain(Worker, time);
        journal = new ContributionJournal(folder["journal"], NullLogger.Instance);
        foreach (var index in new uint[] { 5, 6 })
        {
            var record = Samples.EpochRecord(ContributionState.Computed, deal: Deal, index: index);
            journal.Add(record);
            journal.Move(journal.Move(record, ContributionState.Anchored), ContributionState.Shown);
        }

        chain.Anchor(Scheduler, 1, Anchor);
    }

    [Fact]
    public async Task A_true_settlement_is_signed_as_the_hub_checks_it_and_written_down()
    {
        var draft = Build(5, 6);
        (await HandleAsync(MemoryScheduler.Propose(draft, Anchor, 1))).Should().BeNull();

        var signed = told.Should().ContainSingle().Which.Signed;
        signed.Epoch.Should().Be(1);
        signed.Signature.Length.Should().Be(64);
        draft.Message(Scheduler, 1, Anchor).IsSigned(Samples.Domain, signed.Signature.Span, Worker).Should().BeTrue();
        draft.Message(Scheduler, 1, Anchor).IsSigned(Samples.Domain with { Hub = Samples.Fill(1) }, signed.Signature.Span, Worker).Should().BeFalse("it is worth nothing for another hub");
        var written = Settlements().With(TaskId.Of(Deal, 6)).Should().ContainSingle().Subject;
        written.Signature.Should().Equal(signed.Signature.ToByteArray());
        written.ResultRoot.Should().Be(new SettledPages(Scheduler, 1, draft.Deals, draft.Pages, draft.Signers).Root);
    }

    [Fact]
    public async Task A_settlement_that_is_asked_for_again_is_signed_alike_by_the_next_process()
    {
        await HandleAsync(MemoryScheduler.Propose(Build(5, 6), Anchor, 1));
        await HandleAsync(MemoryScheduler.Propose(Build(5, 6), Anchor, 1));
        told.Should().HaveCount(2);
        told[1].Should().Be(told[0]);
        Settlements().Count(Scheduler, 1).Should().Be(1);
    }

    /// <summary>The chain executes one settlement of an epoch: each that a worker signs must do by itself.</summary>
    [Fact]
    public async Task A_smaller_crew_is_signed_again_for_the_same_epoch()
    {
        await HandleAsync(MemoryScheduler.Propose(Build([Worker, Samples.Fill(1)], 5, 6), Anchor, 1));
        (await HandleAsync(MemoryScheduler.Propose(Build(5), Anchor, 1))).Should().BeNull();
        Settlements().With(TaskId.Of(Deal, 5)).Should().HaveCount(2);
        Settlements().With(TaskId.Of(Deal, 6)).Should().ContainSingle();
    }

    [Fact]
    public async Task An_anchor_that_the_chain_does_not_have_is_refused() =>
        (await HandleAsync(MemoryScheduler.Propose(Build(5), Keccak256.Hash("another"), 1)))!.Reason.Should().Be(ProposalRefusal.NotAnchored);

    [Fact]
    public async Task An_epoch_that_is_settled_is_refused()
    {
        chain.Settle(Scheduler, 1, Anchor);
        (await HandleAsync(MemoryScheduler.Propose(Build(5), Anchor, 1)))!.Reason.Should().Be(ProposalRefusal.NotAnchored);
        told.Should().BeEmpty();
    }

    [Theory]
    [InlineData(400, true)]
    [InlineData(399, false)]
    public async Task A_bond_that_does_not_cover_two_epochs_of_these_tasks_is_refused(ulong bond, bool covers)
    {
        chain.Seat = chain.Seat with { Bond = bond };
        var refused = await HandleAsync(MemoryScheduler.Propose(Build(5, 6), Anchor, 1));
        (refused is null).Should().Be(covers);
        (refused?.Reason == ProposalRefusal.BondTooLow).Should().Be(!covers);
    }

    [Fact]
    public async Task A_vote_is_missed_only_after_the_scheduler_has_said_that_it_has_it()
    {
        var both = MemoryScheduler.Propose(PageBuilder.Build([.. Agreed([Samples.Fill(1)], 5), .. Agreed([Worker], 6)]), Anchor, 1);
        var desk = Desk();
        (await desk.HandleAsync(both, CancellationToken.None)).Should().BeNull();
        desk.NoteAccepted(TaskId.Of(Deal, 5));
        (await desk.HandleAsync(both, CancellationToken.None))!.Reason.Should().Be(ProposalRefusal.LeftOut);
        told[^1].Opened.Task.Span.SequenceEqual(TaskId.Of(Deal, 5).ToBytes()).Should().BeTrue("the scheduler is told the opening again");

        (await desk.HandleAsync(both, CancellationToken.None)).Should().BeNull("a vote that the scheduler gave up is not worth all others");
        desk.NoteAccepted(TaskId.Of(Deal, 5));
        (await desk.HandleAsync(both, CancellationToken.None))!.Reason.Should().Be(ProposalRefusal.LeftOut);
    }

    [Fact]
    public async Task A_scheduler_that_asks_without_end_is_refused_in_the_end()
    {
        var desk = Desk();
        for (var i = 0; i < SettlementDesk.MostOfAnEpoch; i++)
        {
            (await desk.HandleAsync(MemoryScheduler.Propose(Build([Worker, Samples.Fill((byte)(i + 1))], 5), Anchor, 1), CancellationToken.None)).Should().BeNull();
        }

        var refused = await desk.HandleAsync(MemoryScheduler.Propose(Build([Worker, Samples.Fill(0xfe)], 5), Anchor, 1), CancellationToken.None);
        refused!.Reason.Should().Be(ProposalRefusal.TooManySettlements);
    }

    [Fact]
    public async Task Nonsense_is_refused() => (await HandleAsync(new Proposal()))!.Reason.Should().Be(ProposalRefusal.Malformed);

    public void Dispose() => folder.Dispose();

    private Task<ProposalVerdict.Refused?> HandleAsync(Proposal proposal) => Desk().HandleAsync(proposal, CancellationToken.None);

    private SettlementDesk Desk()
    {
        var settlements = Settlements();
        return new SettlementDesk(
            Samples.Domain, Samples.WorkerKey, chain, journal, settlements, new EpochClerk(Samples.Domain, Samples.WorkerKey, chain, settlements), new ProposalCheck(Worker, 0), new CrashPoint.Post(new CrashPoint(int.MaxValue), told), time, NullLogger.Instance);
    }

    private SettlementJournal Settlements() => new(folder["settlements"], time, NullLogger.Instance);

    private static SettlementDraft Build(params uint[] indices) => Build([Worker], indices);

    private static SettlementDraft Build(Address[] agreeing, params uint[] indices) => PageBuilder.Build(Agreed(agreeing, indices));

    private static IEnumerable<AgreedTask> Agreed(Address[] agreeing, params uint[] indices) =>
        indices.Select(i => new AgreedTask(DealId.Of(Deal), i - Deal.First, Samples.Digest, ResultHash.NoData, 0, agreeing));
}
