using Ect.Content;
using Ect.Content.Http;
using Ect.Content.Trees;
using Ect.Contracts;
using Ect.Ethereum;
using Ect.Protocol.Deals;
using Ect.Worker.Availability;
using Ect.Worker.Contributions;
using Ect.Worker.Epochs;
using Ect.Worker.Guardian;
using Ect.Worker.Results;
using Ect.Worker.Tests.Integration;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Ect.Worker.Tests.Availability;

/// <summary>What a worker keeps and answers, on a chain in memory and without any content server.</summary>
public sealed class ChallengeWatchTests : IDisposable
{
    private static readonly Bytes32 ResultRoot = Keccak256.Hash("results");

    private readonly TemporaryFolder folder = new();
    private readonly FakeTimeProvider time = new(DateTimeOffset.FromUnixTimeSeconds((long)Samples.Start + 100));
    private readonly ContentClient nowhere = new(new Uri("http://127.0.0.1:1"), new ContentClientOptions { Attempts = 1 });
    private readonly CollectedLog log = new();
    private readonly MemoryChain chain;
    private readonly ContributionJournal journal;
    private readonly SettlementJournal settlements;
    private ResultStore results;
    private ChallengeWatch watch = null!;

    public ChallengeWatchTests()
    {
        chain = new MemoryChain(Samples.WorkerKey.Address, time);
        journal = new ContributionJournal(folder["journal"], NullLogger.Instance);
        settlements = new SettlementJournal(folder["settlements"], time, NullLogger.Instance);
        results = new ResultStore(folder["results"], nowhere, journal);
        Restart();
    }

    [Fact]
    public async Task A_paid_result_is_kept_over_restarts_until_nobody_can_ask_for_it_any_more()
    {
        var digest = await SettledAsync();
        time.Advance(TimeSpan.FromSeconds(KeptResults.Period));
        Restart();
        await LookAsync();
        (await results.FindAsync(Samples.Task, digest, TestContext.Current.CancellationToken)).Should().NotBeNull();

        time.Advance(TimeSpan.FromSeconds(1));
        await LookAsync();
        results.Tasks.Should().BeEmpty();
    }

    [Fact]
    public async Task A_result_whose_settlement_a_reorg_took_is_kept_as_long_after_the_signature()
    {
        await SettledAsync();
        chain.Anchor(Samples.SchedulerKey.Address, 1, Keccak256.Hash("commitments"));
        time.Advance(TimeSpan.FromSeconds(KeptResults.Period));
        await LookAsync();
        results.Tasks.Should().ContainSingle();
        time.Advance(TimeSpan.FromSeconds(1));
        await LookAsync();
        results.Tasks.Should().BeEmpty();
    }

    [Fact]
    public async Task What_was_outvoted_or_finalised_on_the_direct_path_is_not_kept()
    {
        await SettledAsync(GuardianDecision.Rejected);
        Restart();
        results.Tasks.Should().BeEmpty();
    }

    [Fact]
    public async Task Without_a_content_server_the_block_is_published_in_the_second_half_and_the_bond_earned_once()
    {
        var digest = await SettledAsync();
        Challenge(digest);
        await LookAsync();
        log.Lines.Should().Contain(line => line.Contains("could not be answered yet", StringComparison.Ordinal));
        chain.Transactions.Should().BeEmpty();

        time.Advance(TimeSpan.FromSeconds((HubRules.AnswerPeriod / 2) + 1));
        await LookAsync();
        await LookAsync();
        chain.Transactions.Should().Equal("publishBlock");
        log.Lines.Should().Contain(line => line.Contains("published on chain", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_publication_that_a_reorg_takes_back_is_sent_again()
    {
        var digest = await SettledAsync();
        Challenge(digest);
        time.Advance(TimeSpan.FromSeconds((HubRules.AnswerPeriod / 2) + 1));
        await LookAsync();
        Challenge(digest, chain.Now - (HubRules.AnswerPeriod / 2) - 1);
        await LookAsync();
        chain.Transactions.Should().Equal("publishBlock", "publishBlock");
    }

    [Fact]
    public async Task Who_cannot_pay_the_gas_says_so_once_and_sends_nothing()
    {
        var digest = await SettledAsync();
        chain.Gas = 1000;
        Challenge(digest);
        time.Advance(TimeSpan.FromSeconds((HubRules.AnswerPeriod / 2) + 1));
        await LookAsync();
        await LookAsync();
        chain.Transactions.Should().BeEmpty();
        log.Lines.Should().ContainSingle(line => line.Contains("does not pay for it", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Blocks_of_others_and_of_no_result_are_left_to_others()
    {
        await SettledAsync();
        Challenge(Keccak256.Hash("of nobody here"));
        chain.Challenged.Add(Challenged(Keccak256.Hash("another task"), Samples.Digest, chain.Now));
        time.Advance(TimeSpan.FromSeconds(HubRules.AnswerPeriod));
        await LookAsync();
        chain.Transactions.Should().BeEmpty();
        log.Lines.Should().BeEmpty();
    }

    public void Dispose()
    {
        nowhere.Dispose();
        folder.Dispose();
    }

    private Task LookAsync() => watch.RunOnceAsync(TestContext.Current.CancellationToken);

    private void Restart()
    {
        results = new ResultStore(folder["results"], nowhere, journal);
        watch = new ChallengeWatch(chain, journal, results, new KeptResults(chain, journal, settlements, results, NullLogger.Instance), TimeSpan.FromSeconds(1), time, log);
    }

    /// <summary>A contribution with its result on disk, in a settlement that the chain has; the digest of its root.</summary>
    private async Task<Bytes32> SettledAsync(string outcome = GuardianDecision.Accepted)
    {
        Directory.CreateDirectory(folder["out"]);
        File.WriteAllText(Path.Combine(folder["out"], "answer"), "42");
        var root = await ContentTree.ImportFolderAsync(results.Create(Samples.Task), folder["out"]);
        var digest = Bytes32.FromBytes(root.Digest);
        var record = Samples.EpochRecord(ContributionState.Computed, digest: digest);
        journal.Add(record);
        settlements.Add(new SignedSettlement
        {
            Digest = Keccak256.Hash("settlement"),
            Scheduler = Samples.SchedulerKey.Address,
            Epoch = 1,
            Anchor = Keccak256.Hash("commitments"),
            ResultRoot = ResultRoot,
            Tasks = [Samples.Task],
            Signature = new byte[64],
            SignedAt = time.GetUtcNow(),
        });
        chain.Settle(Samples.SchedulerKey.Address, 1, ResultRoot, Samples.Task);
        journal.Move(record, ContributionState.Settled, outcome);
        return digest;
    }

    private void Challenge(Bytes32 block, ulong? at = null)
    {
        var made = at ?? chain.Now;
        chain.Challenged.Add(Challenged(Samples.Task, block, made));
        chain.Challenges[(Samples.Task, block)] = new BlockChallenge(Samples.Fill(7), made + HubRules.AnswerPeriod);
    }

    private static EctHub.ResultChallengedEvent Challenged(Bytes32 task, Bytes32 block, ulong at) => new(
        DealId.Of(Samples.Deal), task, Samples.Fill(7), Samples.Index, block, at + HubRules.AnswerPeriod, new LogPosition(Samples.Fill(0x99), 1000, Bytes32.Zero, Bytes32.Zero, 0));
}
