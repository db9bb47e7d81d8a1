using Ect.Contracts;
using Ect.Ethereum;
using Ect.Protocol.Epochs;
using Ect.Testing;
using Ect.Wire;
using Ect.Worker.Contributions;
using Ect.Worker.Epochs;
using Ect.Worker.Guardian;
using Ect.Worker.Tests.Contributions;
using Ect.Worker.Tests.Epochs;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Ect.Worker.Tests.Guardian;

public sealed class ContributionGuardianTests : IDisposable
{
    private static readonly GuardianSettings Settings = new() { PollInterval = TimeSpan.FromSeconds(5), Patience = TimeSpan.FromSeconds(20), SettlementDelay = TimeSpan.FromSeconds(30) };

    private readonly TemporaryFolder folder = new();
    private readonly WatchedTime time = new(DateTimeOffset.FromUnixTimeSeconds((long)Samples.Start + 10));
    private readonly List<WorkerMessage> told = [];
    private readonly ContributionJournal journal;
    private readonly MemoryChain chain;

    public ContributionGuardianTests()
    {
        journal = new ContributionJournal(folder.Path, NullLogger.Instance);
        chain = new MemoryChain(Samples.WorkerKey.Address, time);
    }

    [Fact]
    public async Task A_task_that_never_finds_agreement_is_claimed_and_the_stake_released()
    {
        var deal = Samples.Deal with { Trust = 2 };
        chain.AddStranger(TaskId.Of(deal, Samples.Index), Samples.Fill(1));
        var guardian = Guard(deal);
        await LeadAsync(guardian);
        chain.Transactions.Should().Equal("contribute", "openReveal", "reveal", "claim");
        guardian.Record.Outcome.Should().Be(GuardianDecision.Released);
        chain.Locked.Should().Be(0);
    }

    [Fact]
    public async Task A_contribution_that_the_worker_cannot_stake_is_given_up_and_blamed_on_the_worker()
    {
        chain.Free = 49;
        var guardian = Guard(Samples.Deal);
        await guardian.StepAsync(CancellationToken.None);
        guardian.Record.State.Should().Be(ContributionState.Settled);
        told.Should().ContainSingle().Which.Failed.Blame.Should().Be(Blame.Worker);
    }

    [Fact]
    public async Task An_end_that_a_reorg_takes_back_is_not_believed()
    {
        var guardian = Guard(Samples.Deal);
        await StepAsync(guardian, 4);
        var open = await chain.TaskAsync(Samples.Task, TestContext.Current.CancellationToken);
        chain.SetTask(Samples.Task, open with { Status = ChainTaskStatus.Completed, ResultHash = MemoryChain.Short(guardian.Record.ResultHash) });
        (await guardian.StepAsync(CancellationToken.None)).Should().BeOfType<GuardianAction.Settle>();
        guardian.Record.State.Should().Be(ContributionState.Opened);

        chain.SetTask(Samples.Task, open);
        time.Advance(TimeSpan.FromSeconds(60));
        (await guardian.StepAsync(CancellationToken.None)).Should().BeOfType<GuardianAction.Wait>();
        chain.SetTask(Samples.Task, open with { Status = ChainTaskStatus.Completed, ResultHash = MemoryChain.Short(guardian.Record.ResultHash) });
        await guardian.StepAsync(CancellationToken.None);
        guardian.Record.State.Should().Be(ContributionState.Opened, "the delay starts again");
        time.Advance(TimeSpan.FromSeconds(31));
        await guardian.StepAsync(CancellationToken.None);
        guardian.Record.Outcome.Should().Be(GuardianDecision.Accepted);
    }

    /// <summary>Transactions that a re-org takes out wait in the pools and are mined again: then the stake is locked again.</summary>
    [Fact]
    public async Task A_commitment_that_a_reorg_took_is_not_given_up_because_the_hub_refuses_it_now()
    {
        var guardian = Guard(Samples.Deal);
        await StepAsync(guardian, 4);
        chain.DropContribution(Samples.Task);
        chain.Free = 0;
        var again = () => guardian.StepAsync(CancellationToken.None);
        (await again.Should().ThrowAsync<RevertException>()).Which.ErrorName.Should().Be("InsufficientFreeBalance");
        guardian.Record.State.Should().Be(ContributionState.Opened);

        chain.Free = 1000;
        (await again()).Should().BeOfType<GuardianAction.Contribute>();
        chain.Transactions.Should().Equal("contribute", "contribute");
    }

    [Fact]
    public async Task A_content_server_that_is_down_does_not_keep_the_worker_from_revealing()
    {
        var guardian = Guard(Samples.Deal, new DownPublisher());
        await StepAsync(guardian, 3);
        guardian.Record.State.Should().Be(ContributionState.Committed);
        var state = await chain.TaskAsync(Samples.Task, TestContext.Current.CancellationToken);
        chain.SetTask(Samples.Task, state with { Status = ChainTaskStatus.Revealing, RevealDeadline = chain.Now + 100 });
        await StepAsync(guardian, 1);
        chain.Transactions.Should().Equal("contribute", "reveal");
        told.Should().NotContain(m => m.BodyCase == WorkerMessage.BodyOneofCase.Opened);
    }

    /// <summary>A reveal phase may last 30 s only, and may open while the node is away.</summary>
    [Fact]
    public async Task A_node_that_is_away_for_long_does_not_make_the_worker_sleep_through_a_reveal_phase()
    {
        var guardian = Guard(Samples.Deal with { Duration = 10 });
        await StepAsync(guardian, 2);
        guardian.Record.State.Should().Be(ContributionState.Committed);
        chain.IsDown = true;
        var pauses = new List<TimeSpan>();
        time.Pausing = pauses.Add;

        await LetRunAsync(guardian, "it has failed often enough for a long back-off", () => pauses.Count >= 24);

        pauses.Should().AllSatisfy(pause => pause.Should().BeLessThanOrEqualTo(TimeSpan.FromSeconds(10)), "a look may take so long, a pause half of it");
    }

    [Fact]
    public async Task A_node_that_says_nothing_is_not_waited_for_through_a_reveal_phase()
    {
        var guardian = Guard(Samples.Deal with { Duration = 10 });
        await StepAsync(guardian, 2);
        chain.IsSilent = true;
        var looks = chain.Looks;

        await LetRunAsync(guardian, "it looks again", () => chain.Looks > looks + 1);
    }

    /// <summary>Whatever the scheduler has said before it stopped: the authorisation that came with the task is as good on the chain.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public async Task A_scheduler_that_stalls_on_the_epoch_path_costs_the_worker_nothing(int answers)
    {
        var guardian = Guard(Samples.EpochRecord(ContributionState.Computed));
        var scheduler = new MemoryScheduler(chain);
        foreach (var message in scheduler.Answer(ContributionMessages.Contributed(guardian.Record)).Take(answers))
        {
            Deliver(guardian, message);
        }

        await LeadAsync(guardian);
        chain.Transactions.Should().Equal("contribute", "openReveal", "reveal", "finalize");
        guardian.Record.Outcome.Should().Be(GuardianDecision.Accepted);
        chain.Locked.Should().Be(0);
    }

    [Fact]
    public async Task A_result_is_not_uploaded_or_opened_before_the_chain_has_the_anchor()
    {
        var guardian = Guard(Samples.EpochRecord(ContributionState.Computed));
        var scheduler = new MemoryScheduler(chain);
        var answers = scheduler.Answer(ContributionMessages.Contributed(guardian.Record)).ToList();
        chain.Anchor(Samples.SchedulerKey.Address, MemoryScheduler.Epoch, Keccak256.Hash("another root"));
        answers.ForEach(a => Deliver(guardian, a));
        await StepAsync(guardian, 3);
        guardian.Record.State.Should().Be(ContributionState.Receipted);
        told.Should().BeEmpty();

        chain.Anchor(Samples.SchedulerKey.Address, MemoryScheduler.Epoch, scheduler.Tree.Root);
        answers.ForEach(a => Deliver(guardian, a));
        await StepAsync(guardian, 3);
        guardian.Record.State.Should().Be(ContributionState.Shown);
        told.Should().ContainSingle().Which.Opened.Digest.Span.SequenceEqual(Samples.Digest.ToBytes()).Should().BeTrue();
    }

    [Fact]
    public async Task A_chain_that_is_away_does_not_lose_word_of_an_anchor()
    {
        var guardian = Guard(Samples.EpochRecord(ContributionState.Computed));
        foreach (var message in new MemoryScheduler(chain).Answer(ContributionMessages.Contributed(guardian.Record)))
        {
            Deliver(guardian, message);
        }

        chain.IsDown = true;
        await guardian.Invoking(g => g.StepAsync(CancellationToken.None)).Should().ThrowAsync<IOException>();
        guardian.Record.State.Should().Be(ContributionState.Receipted);
        chain.IsDown = false;
        await StepAsync(guardian, 2);
        guardian.Record.State.Should().Be(ContributionState.Shown);
    }

    [Fact]
    public async Task A_commitment_is_moved_to_a_later_epoch_until_it_is_anchored()
    {
        var guardian = Guard(Samples.EpochRecord(ContributionState.Computed));
        foreach (var epoch in new ulong[] { 1, 2 })
        {
            guardian.Deliver(new Receipt
            {
                Epoch = epoch,
                Commitment = Google.Protobuf.ByteString.CopyFrom(guardian.Record.Commitment.ToBytes()),
                Signature = Google.Protobuf.ByteString.CopyFrom(new ReceiptMessage(epoch, Samples.Task, chain.Worker, guardian.Record.Commitment).Sign(Samples.Domain, Samples.SchedulerKey)),
            });
            await StepAsync(guardian, 1);
            guardian.Record.Epoch!.Number.Should().Be(epoch);
            guardian.Record.State.Should().Be(ContributionState.Receipted);
        }
    }

    [Fact]
    public async Task A_settlement_that_a_reorg_takes_back_is_not_believed()
    {
        var guardian = Guard(Samples.EpochRecord(ContributionState.Computed));
        chain.Settle(Samples.SchedulerKey.Address, 1, Keccak256.Hash("results"), Samples.Task);
        (await guardian.StepAsync(CancellationToken.None)).Should().BeOfType<GuardianAction.Settle>();
        chain.Unsettle(Samples.Task);
        time.Advance(TimeSpan.FromSeconds(60));
        (await guardian.StepAsync(CancellationToken.None)).Should().BeOfType<GuardianAction.Wait>();
        guardian.Record.State.Should().Be(ContributionState.Computed);
    }

    [Fact]
    public async Task When_the_draw_was_missed_it_is_made_before_the_direct_path_is_tried_again()
    {
        chain.Refusals.Enqueue("DrawMissed");
        var guardian = Guard(Samples.EpochRecord(ContributionState.Computed));
        time.SetUtcNow(DateTimeOffset.FromUnixTimeSeconds((long)Samples.Start + 401));
        await StepAsync(guardian, 1);
        await guardian.Invoking(g => g.StepAsync(CancellationToken.None)).Should().ThrowAsync<RevertException>();
        await StepAsync(guardian, 1);
        chain.Transactions.Should().Equal("draw", "contribute");
    }

    public void Dispose() => folder.Dispose();

    private static void Deliver(ContributionGuardian guardian, SchedulerMessage message)
    {
        if (message.Receipt is { } receipt)
        {
            guardian.Deliver(receipt);
        }
        else
        {
            guardian.Deliver(message.Anchored);
        }
    }

    private EpochClerk Clerk() => new(Samples.Domain, Samples.WorkerKey, chain, new SettlementJournal(folder["settlements"], time, NullLogger.Instance));

    private ContributionGuardian Guard(Deal deal, IResultPublisher? publisher = null) => Guard(Samples.Record(deal), publisher);

    private ContributionGuardian Guard(ContributionRecord record, IResultPublisher? publisher = null)
    {
        journal.Add(record);
        var alive = new CrashPoint(int.MaxValue);
        return new ContributionGuardian(record, chain, journal, Clerk(), publisher ?? new CrashPoint.Publisher(alive), new CrashPoint.Post(alive, told), Settings, time, NullLogger.Instance);
    }

    private static async Task StepAsync(ContributionGuardian guardian, int steps)
    {
        for (var i = 0; i < steps; i++)
        {
            await guardian.StepAsync(CancellationToken.None);
            await guardian.PublicationAsync();
        }
    }

    private async Task LetRunAsync(ContributionGuardian guardian, string until, Func<bool> condition)
    {
        using var stop = new CancellationTokenSource();
        var running = guardian.RunAsync(stop.Token);
        await Eventually.HoldsAsync(
            until,
            () =>
            {
                time.Advance(TimeSpan.FromSeconds(60));
                return condition();
            });
        await stop.CancelAsync();
        await running.Invoking(task => task).Should().ThrowAsync<OperationCanceledException>();
    }

    private async Task LeadAsync(ContributionGuardian guardian)
    {
        for (var steps = 0; !ContributionLifecycle.IsTerminal(guardian.Record.State); steps++)
        {
            steps.Should().BeLessThan(500);
            await StepAsync(guardian, 1);
            time.Advance(TimeSpan.FromSeconds(10));
        }
    }

    private sealed class DownPublisher : IResultPublisher
    {
        public Task PublishAsync(ContributionRecord record, CancellationToken cancellationToken) => Task.FromException(new IOException("down"));

        public void Forget(ContributionRecord record)
        {
        }
    }

    /// <summary>Tells which pauses are asked of it.</summary>
    private sealed class WatchedTime(DateTimeOffset start) : FakeTimeProvider(start)
    {
        public Action<TimeSpan> Pausing { get; set; } = static _ => { };

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            Pausing(dueTime);
            return base.CreateTimer(callback, state, dueTime, period);
        }
    }
}
