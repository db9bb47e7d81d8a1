using Ect.Wire;
using Ect.Worker.Contributions;
using Ect.Worker.Epochs;
using Ect.Worker.Guardian;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Ect.Worker.Tests.Contributions;

/// <summary>The scheduler is gone for ever in all of these: journal and chain are all that a worker has.</summary>
public sealed class CrashTests
{
    private static readonly GuardianSettings Settings = new() { PollInterval = TimeSpan.FromSeconds(5), Patience = TimeSpan.FromSeconds(20), SettlementDelay = TimeSpan.FromSeconds(30) };

    [Fact]
    public async Task Killed_between_any_two_steps_a_worker_contributes_once_and_gets_its_stake_back()
    {
        var points = 0;
        while (await LiveAsync(points))
        {
            points++;
        }

        points.Should().BeGreaterThan(40, "every read, transaction, message and upload is a point to be killed at");
    }

    [Fact]
    public async Task Killed_again_and_again_a_worker_contributes_once_and_gets_its_stake_back()
    {
        for (var seed = 0; seed < 60; seed++)
        {
            var dice = new Random(seed);
            await LiveAsync(dice.Next(40), dice.Next(40), dice.Next(20), dice.Next(10));
        }
    }

    /// <summary>Lives that end at the given points, then one that is left alone. False if the first did not reach its end point.</summary>
    private static async Task<bool> LiveAsync(params int[] ends)
    {
        using var folder = new TemporaryFolder();
        var time = new FakeTimeProvider(DateTimeOffset.FromUnixTimeSeconds((long)Samples.Start + 10));
        var chain = new MemoryChain(Samples.WorkerKey.Address, time);
        var told = new List<WorkerMessage>();
        var killed = ends.Select(_ => false).ToArray();
        var computed = false;
        for (var life = 0; life <= ends.Length; life++)
        {
            var point = new CrashPoint(life < ends.Length ? ends[life] : int.MaxValue);
            var journal = new ContributionJournal(folder.Path, NullLogger.Instance);
            told.AddRange(journal.Open.SelectMany(ContributionMessages.Outstanding));
            try
            {
                if (!computed)
                {
                    point.Pass();
                    journal.Add(Samples.Record());
                    computed = true;
                }

                await GuardAsync(journal, chain, point, told, time);
            }
            catch (CrashPoint.KilledException)
            {
                killed[life] = true;
            }
        }

        chain.Transactions.Should().Equal("contribute", "openReveal", "reveal", "finalize");
        (chain.Free, chain.Locked).Should().Be((1000, 0), $"killed at {string.Join(", ", ends)}");
        new ContributionJournal(folder.Path, NullLogger.Instance).Find(Samples.Task)!.Outcome.Should().Be(GuardianDecision.Accepted);
        told.Where(m => m.BodyCase == WorkerMessage.BodyOneofCase.Opened).Should().NotBeEmpty("the scheduler is told at least once")
            .And.OnlyContain(m => m.Opened.Salt.ToByteArray().SequenceEqual(Samples.Record().Salt.ToBytes()));
        return killed[0];
    }

    private static async Task GuardAsync(ContributionJournal journal, MemoryChain chain, CrashPoint point, List<WorkerMessage> told, FakeTimeProvider time)
    {
        using var settlements = new TemporaryFolder();
        var clerk = new EpochClerk(Samples.Domain, Samples.WorkerKey, chain, new SettlementJournal(settlements.Path, time, NullLogger.Instance));
        foreach (var record in journal.Open)
        {
            var guardian = new ContributionGuardian(
                record, new CrashPoint.Chain(chain, point), journal, clerk, new CrashPoint.Publisher(point), new CrashPoint.Post(point, told), Settings, time, NullLogger.Instance);
            for (var steps = 0; !ContributionLifecycle.IsTerminal(guardian.Record.State); steps++)
            {
                steps.Should().BeLessThan(500, "the contribution must come to an end");
                var action = await guardian.StepAsync(CancellationToken.None);
                await guardian.PublicationAsync();
                if (action is GuardianAction.Wait or GuardianAction.Finish or GuardianAction.Settle)
                {
                    time.Advance(TimeSpan.FromSeconds(15));
                }
            }
        }
    }
}
