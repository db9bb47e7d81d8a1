using Ect.Contracts;
using Ect.Ethereum;
using Ect.Protocol.Contributions;
using Ect.Protocol.Lifecycles;
using Ect.Scheduler.Tasks;
using Ect.Scheduler.Tests.Network;
using Ect.Scheduler.Why;
using Ect.Scheduler.Workers;
using Ect.Testing;
using Ect.Wire;
using Google.Protobuf;
using Microsoft.Extensions.DependencyInjection;

namespace Ect.Scheduler.Tests.Grid;

public sealed class OpeningTests(NetworkFixture fixture) : IClassFixture<NetworkFixture>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private TaskStore Tasks => fixture.Scheduler.Services.GetRequiredService<TaskStore>();

    [Fact]
    public async Task An_opening_that_the_commitment_does_not_hide_is_refused_and_bans_the_worker()
    {
        await using var worker = Worker(0);
        var (task, assignment) = await AssignedAsync(worker);
        var opened = await worker.CommitAsync(assignment, "one", Ct);
        var other = Lie(opened);
        await worker.OpenAsync(other);
        (await NextAsync(worker, message => message.Cancelled)).Reason.Should().Contain("does not match the commitment");
        StateOf(task, worker).Should().NotBe(ReplicaState.Opened);

        await worker.BeatAsync(1);
        await Eventually.HoldsAsync("it gets no work", () => fixture.Scheduler.Services.GetRequiredService<WorkerRegistry>().Find(worker.Address)?.Waiting?.Kind == WorkerReasons.Banned, cancellationToken: Ct);
        await worker.BeatAsync(1);
        while (!(await NextAsync(worker, message => message.HeartbeatReply)).WaitingReason.Contains("no work", StringComparison.Ordinal))
        {
            // What it was told before.
        }

        // The true opening still counts: its stake should not depend on one bad message.
        await worker.OpenAsync(opened);
        await NextAsync(worker, message => message.OpenedAccepted);
        await Eventually.HoldsAsync("the task is completed", () => Tasks.Load(task)!.Task.State == TaskState.Completed, cancellationToken: Ct);
    }

    [Fact]
    public async Task A_result_hash_that_does_not_follow_from_the_digest_is_refused()
    {
        await using var worker = Worker(1);
        var (task, assignment) = await AssignedAsync(worker);
        var opened = await worker.CommitAsync(assignment, "one", Ct);
        opened.Digest = ByteString.CopyFrom(Keccak256.Hash("other").ToBytes());
        await worker.OpenAsync(opened);
        (await NextAsync(worker, message => message.Cancelled)).Reason.Should().Contain("does not follow from digest");
        StateOf(task, worker).Should().NotBe(ReplicaState.Opened);
    }

    [Fact]
    public async Task An_opening_of_a_task_that_was_never_assigned_is_turned_down()
    {
        await using var worker = Worker(2);
        await worker.LoginAsync(Ct);
        await worker.OpenAsync(new() { Task = ByteString.CopyFrom(Keccak256.Hash("nothing").ToBytes()) });
        (await NextAsync(worker, message => message.Cancelled)).Reason.Should().Contain("never assigned");
    }

    [Fact]
    public async Task A_worker_given_up_for_lost_may_still_commit_and_win()
    {
        await using var worker = Worker(3);
        var (task, assignment) = await AssignedAsync(worker);
        await Eventually.HoldsAsync("its lease runs out", () => StateOf(task, worker) == ReplicaState.Lost, cancellationToken: Ct);
        await using var back = Worker(3);
        await back.LoginAsync(Ct);
        await back.OpenAsync(await back.CommitAsync(assignment, "late", Ct));
        await NextAsync(back, message => message.OpenedAccepted);
        await Eventually.HoldsAsync("the task is completed by it", () => StateOf(task, worker) == ReplicaState.Accepted, cancellationToken: Ct);
        (await NextAsync(back, message => message.Settled)).Outcome.Should().Be("accepted");
    }

    [Fact]
    public async Task An_opening_that_comes_after_the_end_is_answered_with_the_outcome()
    {
        await using var worker = Worker(4);
        var (task, assignment) = await AssignedAsync(worker);
        var opened = await worker.CommitAsync(assignment, "one", Ct);
        await worker.OpenAsync(opened);
        await Eventually.HoldsAsync("the task is completed", () => StateOf(task, worker) == ReplicaState.Accepted, cancellationToken: Ct);
        await worker.OpenAsync(opened);
        await NextAsync(worker, message => message.OpenedAccepted);
        (await NextAsync(worker, message => message.Settled)).Outcome.Should().Be("accepted");
    }

    [Fact]
    public async Task What_was_assigned_before_a_reconnect_is_sent_again()
    {
        await using var worker = Worker(5);
        var (_, assignment) = await AssignedAsync(worker);
        await using var again = Worker(5);
        await again.LoginAsync(Ct);
        (await again.GetAssignmentAsync(Ct)).Should().Be(assignment);
        await again.OpenAsync(await again.CommitAsync(assignment, "one", Ct));
        await NextAsync(again, message => message.OpenedAccepted);
    }

    [Fact]
    public async Task A_failure_of_the_app_is_a_result_that_pays_who_found_it()
    {
        await using var worker = Worker(6);
        var (task, assignment) = await AssignedAsync(worker);
        var before = await fixture.Network.Eth.CallAsync(fixture.Network.Hub.AccountOf(worker.Address), cancellationToken: Ct);
        await worker.OpenAsync(await worker.CommitAsync(assignment, "trap", Ct, appFailed: true));
        await Eventually.HoldsAsync("the task is completed", () => StateOf(task, worker) == ReplicaState.Accepted, cancellationToken: Ct);
        Tasks.Find(task)!.AppFailed.Should().BeTrue();
        (await NextAsync(worker, message => message.Settled)).Outcome.Should().Be("accepted");
        var after = await fixture.Network.Eth.CallAsync(fixture.Network.Hub.AccountOf(worker.Address), cancellationToken: Ct);
        (after.Free - before.Free).Should().Be(TestNetwork.Price * 98 / 100 * 9 / 10, "a fiftieth is burned, and the scheduler's fee is a tenth of the rest");
    }

    [Fact]
    public async Task A_consumer_gets_the_data_that_the_votes_were_on()
    {
        var consumer = new OracleConsumer((await fixture.Network.Requester.SendAsync(null, OracleConsumer.Deploy(fixture.Network.Hub.Address), cancellationToken: Ct)).ContractAddress!.Value);
        await using var worker = Worker(7);
        var (task, assignment) = await AssignedAsync(worker, consumer.Address);
        await worker.OpenAsync(await worker.CommitAsync(assignment, "42", Ct));
        await Eventually.HoldsAsync("the task is completed", () => StateOf(task, worker) == ReplicaState.Accepted, cancellationToken: Ct);
        (await fixture.Network.TaskAsync(task, Ct)).CallbackPending.Should().BeFalse();
        (await fixture.Network.Eth.CallAsync(consumer.ResultOf(task), cancellationToken: Ct)).Should().Equal("42"u8.ToArray());
    }

    /// <summary>Counted, it would stand for a result that no transaction can bring, until the pool owner's stake is lost.</summary>
    [Fact]
    public async Task Data_for_a_consumer_that_no_transaction_can_carry_is_refused()
    {
        await using var worker = Worker(2);
        var (task, assignment) = await AssignedAsync(worker, fixture.Network.Hub.Address);
        var huge = Lie(new() { Task = assignment.Task, Salt = ByteString.CopyFrom(Commitment.NewSalt().ToBytes()) });
        huge.CallbackData = ByteString.CopyFrom(new byte[200_000]);
        huge.ResultHash = ByteString.CopyFrom(ResultHash.Of(Bytes32.FromBytes(huge.Digest.Span), new byte[200_000]).ToBytes());
        await worker.OpenAsync(huge);
        (await NextAsync(worker, message => message.Cancelled)).Reason.Should().Contain("at most 4096 bytes");

        await worker.OpenAsync(await worker.CommitAsync(assignment, "42", Ct));
        await Eventually.HoldsAsync("the task is completed", () => StateOf(task, worker) == ReplicaState.Accepted, cancellationToken: Ct);
    }

    [Fact]
    public async Task A_worker_that_falls_silent_without_hanging_up_loses_its_session()
    {
        await using var worker = Worker(1);
        await worker.LoginAsync(Ct);
        var registry = fixture.Scheduler.Services.GetRequiredService<WorkerRegistry>();
        registry.Find(worker.Address).Should().NotBeNull();
        await Eventually.HoldsAsync("its session is over", () => registry.Find(worker.Address) is null, cancellationToken: Ct);
    }

    /// <summary>A fresh deal of one task, assigned to this worker because nobody else asks for work.</summary>
    private async Task<(Bytes32 Task, Assignment Assignment)> AssignedAsync(TestWorker worker, Address consumer = default)
    {
        await worker.LoginAsync(Ct);
        var deal = await fixture.Network.MatchAsync(1, 1, Ct, consumer);
        var assignment = await worker.GetAssignmentAsync(Ct);
        DealId.Of(DealCodec.Decode(assignment.Deal.Span)).Should().Be(deal.Id);
        return (TaskId.Of(deal.Id, deal.Deal.First), assignment);
    }

    private static Opened Lie(Opened opened)
    {
        var digest = Keccak256.Hash("another");
        return new()
        {
            Task = opened.Task,
            Salt = opened.Salt,
            Digest = ByteString.CopyFrom(digest.ToBytes()),
            ResultHash = ByteString.CopyFrom(ResultHash.Of(digest, null).ToBytes()),
        };
    }

    private static async Task<T> NextAsync<T>(TestWorker worker, Func<SchedulerMessage, T?> pick)
        where T : class
    {
        while (true)
        {
            if (pick(await worker.NextAsync(Ct)) is { } wanted)
            {
                return wanted;
            }
        }
    }

    private ReplicaState? StateOf(Bytes32 task, TestWorker worker) =>
        Tasks.Load(task)?.Replicas.SingleOrDefault(replica => replica.Worker == worker.Address)?.State;

    private TestWorker Worker(int number) => new(fixture.Network, fixture.Network.Worker(number), fixture.Scheduler.ListenUrl);
}
