using Ect.Contracts;
using Ect.Ethereum;
using Ect.Wire;
using Ect.Worker.Contributions;
using Ect.Worker.Guardian;
using Ect.Worker.Tests.Contributions;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Ect.Worker.Tests.Guardian;

public sealed class ContributionGuardianTests : IDisposable
{
    private static readonly GuardianSettings Settings = new() { PollInterval = TimeSpan.FromSeconds(5), Patience = TimeSpan.FromSeconds(20), SettlementDelay = TimeSpan.FromSeconds(30) };

    private readonly TemporaryFolder folder = new();
    private readonly FakeTimeProvider time = new(DateTimeOffset.FromUnixTimeSeconds((long)Samples.Start + 10));
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
        chain.SetTask(Samples.Task, open with { Status = ChainTaskStatus.Completed, ResultHash = guardian.Record.ResultHash });
        (await guardian.StepAsync(CancellationToken.None)).Should().BeOfType<GuardianAction.Settle>();
        guardian.Record.State.Should().Be(ContributionState.Opened);

        chain.SetTask(Samples.Task, open);
        time.Advance(TimeSpan.FromSeconds(60));
        (await guardian.StepAsync(CancellationToken.None)).Should().BeOfType<GuardianAction.Wait>();
        chain.SetTask(Samples.Task, open with { Status = ChainTaskStatus.Completed, ResultHash = guardian.Record.ResultHash });
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

    public void Dispose() => folder.Dispose();

    private ContributionGuardian Guard(Deal deal, IResultPublisher? publisher = null)
    {
        var record = Samples.Record(deal);
        journal.Add(record);
        var alive = new CrashPoint(int.MaxValue);
        return new ContributionGuardian(record, chain, journal, publisher ?? new CrashPoint.Publisher(alive), new CrashPoint.Post(alive, told), Settings, time, NullLogger.Instance);
    }

    private static async Task StepAsync(ContributionGuardian guardian, int steps)
    {
        for (var i = 0; i < steps; i++)
        {
            await guardian.StepAsync(CancellationToken.None);
            await guardian.PublicationAsync();
        }
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
}
