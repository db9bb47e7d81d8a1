using Ect.Ethereum;
using Ect.Wire;
using Ect.Worker.Contributions;
using Ect.Worker.Sessions;

namespace Ect.Worker.Tests.Sessions;

public sealed class OutboxTests
{
    private static readonly WorkerMessage Failure = ContributionMessages.Failed(Bytes32.FromNumber(1), Blame.App, "x");
    private static readonly WorkerMessage Beat = new() { Heartbeat = new Heartbeat { FreeSlots = 1 } };

    [Fact]
    public void A_connection_starts_with_what_is_outstanding_then_failures_told_in_vain()
    {
        var outbox = new Outbox();
        outbox.Send(Failure);
        outbox.Send(Beat);
        var opened = ContributionMessages.Opened(Samples.Record());
        var reader = outbox.Open(() => [opened]);
        Read(reader).Should().Equal(opened, Failure);
        outbox.Send(Beat);
        Read(reader).Should().Equal(Beat);
    }

    [Fact]
    public void Failures_are_told_once()
    {
        var outbox = new Outbox();
        outbox.Send(Failure);
        outbox.Open(() => []);
        outbox.Close();
        Read(outbox.Open(() => [])).Should().BeEmpty();
    }

    [Fact]
    public void What_can_wait_is_taken_only_while_the_way_is_clear()
    {
        var outbox = new Outbox();
        outbox.Offer(Beat).Should().BeFalse("nobody is connected");
        var reader = outbox.Open(() => []);
        Enumerable.Range(0, 100).Count(_ => outbox.Offer(Beat)).Should().BeInRange(1, 50, "a heartbeat behind them must not come late");
        outbox.Send(Failure);
        Read(reader)[^1].Should().Be(Failure);
        outbox.Offer(Beat).Should().BeTrue();
    }

    [Fact]
    public async Task A_scheduler_that_reads_nothing_loses_its_connection_not_the_workers_memory()
    {
        var outbox = new Outbox();
        var reader = outbox.Open(() => []);
        for (var i = 0; i < 2000; i++)
        {
            outbox.Send(Beat);
        }

        Read(reader).Should().HaveCountLessThan(1100);
        await reader.Completion.Invoking(c => c).Should().ThrowAsync<IOException>();
    }

    private static List<WorkerMessage> Read(System.Threading.Channels.ChannelReader<WorkerMessage> reader)
    {
        var messages = new List<WorkerMessage>();
        while (reader.TryRead(out var message))
        {
            messages.Add(message);
        }

        return messages;
    }
}
