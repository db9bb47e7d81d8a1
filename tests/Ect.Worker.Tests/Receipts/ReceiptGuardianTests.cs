using System.Numerics;
using Ect.Ethereum;
using Ect.Protocol.Deals;
using Ect.Wire;
using Ect.Worker.Contributions;
using Ect.Worker.Epochs;
using Ect.Worker.Guardian;
using Ect.Worker.Receipts;
using Ect.Worker.Tests.Contributions;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Ect.Worker.Tests.Receipts;

/// <summary>A settlement leaves the worker out: from its receipt to its wage, whatever happens between.</summary>
public sealed class ReceiptGuardianTests : IDisposable
{
    private static readonly GuardianSettings Settings = new() { PollInterval = TimeSpan.FromSeconds(5), Patience = TimeSpan.FromSeconds(20), SettlementDelay = TimeSpan.FromSeconds(30) };

    private readonly TemporaryFolder folder = new();
    private readonly FakeTimeProvider time = new(DateTimeOffset.FromUnixTimeSeconds((long)Samples.Start + 50));
    private readonly List<WorkerMessage> told = [];
    private readonly MemoryChain chain;
    private ContributionJournal journal;

    public ReceiptGuardianTests()
    {
        chain = new MemoryChain(Samples.WorkerKey.Address, time);
        journal = Reopen();
        journal.Add(LeftOut.Record(ContributionState.Computed, receipt: null));
    }

    [Fact]
    public async Task Who_was_left_out_claims_its_wage_once_the_settlement_is_believed()
    {
        var guardian = await ReceiptedAsync();
        chain.Settle(LeftOut.Settlement(), LeftOut.Task);
        (await guardian.StepAsync(CancellationToken.None)).Should().BeOfType<GuardianAction.LeaveOut>();
        guardian.Record.State.Should().Be(ContributionState.Receipted, "a re-org may take the settlement back");
        chain.Transactions.Should().BeEmpty();

        await LeadAsync(guardian);
        chain.Transactions.Should().Equal("claimReceipt");
        chain.Free.Should().Be(1000 + LeftOut.Wage);
        guardian.Record.Outcome.Should().Be(ReceiptDecision.Honoured);
        told.Should().BeEmpty("the scheduler has no part in it");
    }

    [Fact]
    public async Task A_settlement_that_a_reorg_takes_back_is_not_claimed_of()
    {
        var guardian = await ReceiptedAsync();
        chain.Settle(LeftOut.Settlement(), LeftOut.Task);
        await guardian.StepAsync(CancellationToken.None);
        chain.Unsettle(LeftOut.Task);
        time.Advance(TimeSpan.FromSeconds(31));
        (await guardian.StepAsync(CancellationToken.None)).Should().BeOfType<GuardianAction.Wait>();
        guardian.Record.State.Should().Be(ContributionState.Receipted);
        guardian.Record.IsOnEpochPath.Should().BeTrue("the next epoch may settle it");
    }

    [Fact]
    public async Task A_claim_that_a_reorg_takes_back_is_made_again()
    {
        var guardian = await LeftOutAsync();
        await guardian.StepAsync(CancellationToken.None);
        (await guardian.StepAsync(CancellationToken.None)).Should().Be(new GuardianAction.Settle(ReceiptDecision.Honoured));
        chain.DropClaim(LeftOut.Task);
        time.Advance(TimeSpan.FromSeconds(31));
        (await guardian.StepAsync(CancellationToken.None)).Should().BeOfType<GuardianAction.ClaimReceipt>();
        await LeadAsync(guardian);
        chain.Transactions.Should().Equal("claimReceipt", "claimReceipt");
        chain.Free.Should().Be(1000 + LeftOut.Wage);
    }

    [Fact]
    public async Task An_owner_that_cannot_pay_is_asked_again_until_it_can()
    {
        chain.OwnerFree = LeftOut.Wage - 1;
        var guardian = await LeftOutAsync();
        (await guardian.StepAsync(CancellationToken.None)).Should().BeOfType<GuardianAction.Wait>().Which.Why.Should().Contain($"{LeftOut.Deal.PoolOwner}").And.Contain("2.94");
        time.Advance(TimeSpan.FromHours(20));
        (await guardian.StepAsync(CancellationToken.None)).Should().BeOfType<GuardianAction.Wait>();
        guardian.Record.State.Should().Be(ContributionState.LeftOut);

        chain.OwnerFree = LeftOut.Wage;
        await LeadAsync(guardian);
        chain.Transactions.Should().Equal("claimReceipt");
        chain.OwnerFree.Should().Be(0);
    }

    [Fact]
    public async Task An_owner_that_never_pays_is_given_up_after_a_day()
    {
        chain.OwnerFree = 0;
        var guardian = await LeftOutAsync();
        await guardian.StepAsync(CancellationToken.None);
        time.Advance(TimeSpan.FromSeconds(HubRules.ReceiptPeriod + 1));
        await LeadAsync(guardian);
        chain.Transactions.Should().BeEmpty();
        guardian.Record.Outcome.Should().Contain("no longer honoured");
    }

    [Fact]
    public async Task Who_found_another_result_claims_nothing()
    {
        var guardian = await ReceiptedAsync();
        chain.Settle(LeftOut.Settlement(Bytes32.FromNumber(9)), LeftOut.Task);
        await LeadAsync(guardian);
        chain.Transactions.Should().BeEmpty();
        guardian.Record.Outcome.Should().StartWith(GuardianDecision.Rejected);
    }

    [Fact]
    public async Task Of_all_receipts_the_earliest_is_kept_and_claimed_with()
    {
        var guardian = Guard();
        foreach (var epoch in new ulong[] { 4, 6, 5 })
        {
            guardian.Deliver(LeftOut.Receipt(guardian.Record, epoch));
            await guardian.StepAsync(CancellationToken.None);
            guardian.Record.Epoch!.Number.Should().Be(epoch, "the scheduler says where it is now");
            guardian.Record.Epoch.ReceiptEpoch.Should().Be(4);
            guardian.Record.Epoch.Receipt.Should().Equal(LeftOut.Sign(guardian.Record, 4));
        }

        chain.Settle(LeftOut.Settlement(epoch: 4), LeftOut.Task);
        await LeadAsync(guardian);
        chain.Transactions.Should().Equal("claimReceipt");
    }

    [Fact]
    public async Task A_receipt_that_comes_after_the_anchor_is_kept_too()
    {
        var part = journal.Open.Single().Epoch! with { Number = 5, Root = Bytes32.FromNumber(5) };
        journal.Move(journal.Open.Single(), ContributionState.Anchored, epoch: part);
        var guardian = Guard();
        guardian.Deliver(LeftOut.Receipt(guardian.Record, 5));
        await guardian.StepAsync(CancellationToken.None);
        Reopen().Open.Single().Should().Match<ContributionRecord>(r => r.State == ContributionState.Anchored && r.Epoch!.ReceiptEpoch == 5 && r.Epoch.ProgressAt == part.ProgressAt);
    }

    [Fact]
    public async Task While_it_waits_for_its_wage_it_binds_nothing_and_tells_the_scheduler_nothing()
    {
        chain.OwnerFree = 0;
        var guardian = await LeftOutAsync();
        var board = new GuardianBoard(journal, _ => guardian, NullLogger.Instance);
        (board.StakeInEpochs, board.StakeToLock).Should().Be((BigInteger.Zero, BigInteger.Zero));
        board.Outstanding.Should().BeEmpty();
    }

    [Fact]
    public async Task A_wage_below_the_least_is_let_be()
    {
        var guardian = await LeftOutAsync(Settings with { MinClaim = LeftOut.Wage + 1 });
        await LeadAsync(guardian);
        chain.Transactions.Should().BeEmpty();
        guardian.Record.Outcome.Should().Contain("not worth a claim");
    }

    /// <summary>A life ends at each contact with the outside, and the next goes on from the journal.</summary>
    [Fact]
    public async Task Killed_between_any_two_steps_it_has_its_wage_once()
    {
        var guardian = await ReceiptedAsync();
        chain.Settle(LeftOut.Settlement(), LeftOut.Task);
        var deaths = 0;
        for (var at = 0; !ContributionLifecycle.IsTerminal(guardian.Record.State); at++)
        {
            at.Should().BeLessThan(120, "the contribution must come to an end");
            journal = Reopen();
            guardian = Guard(new CrashPoint(at));
            try
            {
                await LeadAsync(guardian);
            }
            catch (CrashPoint.KilledException)
            {
                deaths++;
                time.Advance(TimeSpan.FromSeconds(5));
            }
        }

        deaths.Should().BeGreaterThan(10, "every read and transaction is a point to be killed at");
        chain.Transactions.Should().Equal("claimReceipt");
        chain.Free.Should().Be(1000 + LeftOut.Wage);
        Reopen().Find(LeftOut.Task)!.Outcome.Should().Be(ReceiptDecision.Honoured);
    }

    public void Dispose() => folder.Dispose();

    private async Task<ContributionGuardian> ReceiptedAsync(GuardianSettings? settings = null)
    {
        var guardian = Guard(settings: settings);
        guardian.Deliver(LeftOut.Receipt(guardian.Record, LeftOut.Epoch));
        await guardian.StepAsync(CancellationToken.None);
        guardian.Record.State.Should().Be(ContributionState.Receipted);
        return guardian;
    }

    private async Task<ContributionGuardian> LeftOutAsync(GuardianSettings? settings = null)
    {
        var guardian = await ReceiptedAsync(settings);
        chain.Settle(LeftOut.Settlement(), LeftOut.Task);
        await guardian.StepAsync(CancellationToken.None);
        time.Advance(TimeSpan.FromSeconds(31));
        await guardian.StepAsync(CancellationToken.None);
        guardian.Record.State.Should().Be(ContributionState.LeftOut);
        return guardian;
    }

    private ContributionGuardian Guard(CrashPoint? point = null, GuardianSettings? settings = null)
    {
        point ??= new CrashPoint(int.MaxValue);
        var crashing = new CrashPoint.Chain(chain, point);
        var clerk = new EpochClerk(Samples.Domain, Samples.WorkerKey, crashing, new SettlementJournal(folder["settlements"], time, NullLogger.Instance));
        return new ContributionGuardian(journal.Open.Single(), crashing, journal, clerk, new CrashPoint.Publisher(point), new CrashPoint.Post(point, told), settings ?? Settings, time, NullLogger.Instance);
    }

    private ContributionJournal Reopen() => new(folder.Path, NullLogger.Instance);

    private async Task LeadAsync(ContributionGuardian guardian)
    {
        for (var steps = 0; !ContributionLifecycle.IsTerminal(guardian.Record.State); steps++)
        {
            steps.Should().BeLessThan(100);
            await guardian.StepAsync(CancellationToken.None);
            time.Advance(TimeSpan.FromSeconds(10));
        }
    }
}
