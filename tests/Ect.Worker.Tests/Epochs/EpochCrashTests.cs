using Ect.Wire;
using Ect.Worker.Contributions;
using Ect.Worker.Epochs;
using Ect.Worker.Guardian;
using Ect.Worker.Tests.Contributions;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Ect.Worker.Tests.Epochs;

/// <summary>The scheduler is honest and stays; the worker dies at any of its contacts with the outside.</summary>
public sealed class EpochCrashTests
{
    private static readonly GuardianSettings Settings = new() { PollInterval = TimeSpan.FromSeconds(5), Patience = TimeSpan.FromSeconds(20), SettlementDelay = TimeSpan.FromSeconds(30) };

    [Fact]
    public async Task Killed_between_any_two_steps_a_worker_is_paid_by_the_settlement_that_it_signs()
    {
        var points = 0;
        while (await LiveAsync(points))
        {
            points++;
        }

        points.Should().BeGreaterThan(25, "every read, message and upload is a point to be killed at");
    }

    [Fact]
    public async Task Killed_again_and_again_a_worker_is_paid_by_the_settlement_that_it_signs()
    {
        for (var seed = 0; seed < 60; seed++)
        {
            var dice = new Random(seed);
            await LiveAsync(dice.Next(30), dice.Next(30), dice.Next(15), dice.Next(8));
        }
    }

    /// <summary>Lives that end at the given points, then one that is left alone. False if the first did not reach its end point.</summary>
    private static async Task<bool> LiveAsync(params int[] ends)
    {
        using var folder = new TemporaryFolder();
        var time = new FakeTimeProvider(DateTimeOffset.FromUnixTimeSeconds((long)Samples.Start + 10));
        var chain = new MemoryChain(Samples.WorkerKey.Address, time);
        var scheduler = new MemoryScheduler(chain);
        var killed = ends.Select(_ => false).ToArray();
        var computed = false;
        for (var life = 0; life <= ends.Length; life++)
        {
            var point = new CrashPoint(life < ends.Length ? ends[life] : int.MaxValue);
            var journal = new ContributionJournal(folder.Path, NullLogger.Instance);
            try
            {
                if (!computed)
                {
                    point.Pass();
                    journal.Add(Samples.EpochRecord(ContributionState.Computed));
                    computed = true;
                }

                await new Life(folder, chain, scheduler, point, time, journal).RunAsync();
            }
            catch (CrashPoint.KilledException)
            {
                killed[life] = true;
            }
        }

        var why = $"killed at {string.Join(", ", ends)}";
        chain.Transactions.Should().BeEmpty($"nothing of the epoch path is this worker's to send, {why}");
        new ContributionJournal(folder.Path, NullLogger.Instance).Find(Samples.Task)!.Outcome.Should().Be(GuardianDecision.Accepted, why);
        return killed[0];
    }

    private sealed class Life
    {
        private readonly List<WorkerMessage> told = [];
        private readonly FakeTimeProvider time;
        private readonly MemoryScheduler scheduler;
        private readonly SettlementDesk desk;
        private readonly ContributionGuardian? guardian;
        private int heard;

        public Life(TemporaryFolder folder, MemoryChain chain, MemoryScheduler scheduler, CrashPoint point, FakeTimeProvider time, ContributionJournal journal)
        {
            (this.time, this.scheduler) = (time, scheduler);
            var crashing = new CrashPoint.Chain(chain, point);
            var settlements = new SettlementJournal(folder["settlements"], time, NullLogger.Instance);
            var clerk = new EpochClerk(Samples.Domain, Samples.WorkerKey, crashing, settlements);
            var post = new CrashPoint.Post(point, told);
            desk = new SettlementDesk(Samples.Domain, Samples.WorkerKey, crashing, journal, settlements, clerk, new ProposalCheck(chain.Worker, 0), post, time, NullLogger.Instance);
            if (journal.Open.SingleOrDefault() is { } record)
            {
                guardian = new ContributionGuardian(record, crashing, journal, clerk, new CrashPoint.Publisher(point), post, Settings, time, NullLogger.Instance);
                foreach (var message in ContributionMessages.Outstanding(record))
                {
                    post.Send(message);
                }
            }
        }

        public async Task RunAsync()
        {
            for (var steps = 0; guardian is not null && !ContributionLifecycle.IsTerminal(guardian.Record.State); steps++)
            {
                steps.Should().BeLessThan(50, "the contribution must come to an end");
                await ListenAsync();
                var action = await guardian.StepAsync(CancellationToken.None);
                await guardian.PublicationAsync();
                if (action is GuardianAction.Wait or GuardianAction.Settle)
                {
                    time.Advance(TimeSpan.FromSeconds(5));
                }
            }
        }

        private async Task ListenAsync()
        {
            while (heard < told.Count)
            {
                foreach (var answer in scheduler.Answer(told[heard++]).ToList())
                {
                    await TakeAsync(answer);
                }
            }
        }

        private async Task TakeAsync(SchedulerMessage message)
        {
            switch (message.BodyCase)
            {
                case SchedulerMessage.BodyOneofCase.Receipt:
                    guardian!.Deliver(message.Receipt);
                    break;
                case SchedulerMessage.BodyOneofCase.Anchored:
                    guardian!.Deliver(message.Anchored);
                    break;
                case SchedulerMessage.BodyOneofCase.OpenedAccepted:
                    desk.NoteAccepted(Samples.Task);
                    break;
                case SchedulerMessage.BodyOneofCase.Proposal:
                    (await desk.HandleAsync(message.Proposal, CancellationToken.None)).Should().Match<ProposalVerdict.Refused?>(r => r == null || r.Reason == ProposalRefusal.NotAnchored, "only a settled epoch is refused");
                    break;
            }
        }
    }
}
