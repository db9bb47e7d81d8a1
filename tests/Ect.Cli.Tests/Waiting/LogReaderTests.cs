using System.Text.Json;
using Ect.Cli.Tests.Network;
using Ect.Cli.Waiting;
using Ect.Ethereum;
using Ect.Scheduler.Live;
using Ect.Sdk.Errors;
using Ect.Testing;
using Microsoft.Extensions.Time.Testing;

namespace Ect.Cli.Tests.Waiting;

public sealed class LogReaderTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly List<ulong> _read = [];
    private readonly List<string> _told = [];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task When_the_scheduler_goes_away_the_one_that_takes_over_is_followed()
    {
        await using var leader = await FakeScheduler.StartAsync();
        await using var standby = await FakeScheduler.StartAsync();
        standby.StandsBy = true;
        using var page = new SchedulerPage([leader.Url, standby.Url], TimeSpan.FromSeconds(30));
        var reading = ReadAsync(page);
        Send(leader, 0);
        await Eventually.HoldsAsync("the first line is there", () => _read.Count == 1, cancellationToken: Ct);

        leader.StandsBy = true;
        leader.Log.Writer.Complete();
        await PassUntilAsync("both were asked in vain", () => standby.Questions >= 3);
        _told.Should().ContainSingle().Which.Should().Contain("the scheduler is lost").And.Contain($"{leader.Url}");
        Send(standby, 1);
        standby.Log.Writer.TryWrite(new("", "ended"));
        standby.StandsBy = false;
        await PassUntilAsync("the task has ended", () => reading.IsCompleted);
        await reading;
        _read.Should().Equal(0, 1);
        _told.Should().HaveCount(2);
        _told[1].Should().Contain($"answers again, at {standby.Url}");
    }

    [Fact]
    public async Task One_that_falls_silent_and_does_not_answer_is_lost()
    {
        await using var leader = await FakeScheduler.StartAsync();
        await using var standby = await FakeScheduler.StartAsync();
        standby.StandsBy = true;
        using var page = new SchedulerPage([leader.Url, standby.Url], TimeSpan.FromSeconds(1));
        var reading = ReadAsync(page);
        Send(leader, 0);
        await Eventually.HoldsAsync("the first line is there", () => _read.Count == 1, cancellationToken: Ct);
        await PassUntilAsync("it is asked in the silence, and answers", () => leader.Questions >= 3);
        _told.Should().BeEmpty();

        (leader.Hangs, standby.StandsBy) = (true, false);
        standby.Log.Writer.TryWrite(new("", "ended"));
        await PassUntilAsync("the task has ended", () => reading.IsCompleted);
        await reading;
        _told.Should().HaveCount(2);
        _told[0].Should().Contain($"{leader.Url} is silent, and {standby.Url} answers in its place");
    }

    [Fact]
    public async Task After_ten_minutes_without_any_it_ends_and_says_how_to_go_on()
    {
        await using var leader = await FakeScheduler.StartAsync();
        using var page = new SchedulerPage([leader.Url], TimeSpan.FromSeconds(30));
        var reading = ReadAsync(page);
        await Eventually.HoldsAsync("it is followed", () => leader.Questions == 1, cancellationToken: Ct);
        var lostAt = _time.GetTimestamp();
        leader.StandsBy = true;
        leader.Log.Writer.Complete();
        await PassUntilAsync("it is given up", () => reading.IsCompleted, seconds: 5);

        var failure = (await reading.Awaiting(given => given).Should().ThrowAsync<EctException>()).Which;
        failure.Code.Should().Be(ErrorCode.SchedulerUnreachable);
        failure.Message.Should().Contain("none of its pool was found within 10 minutes").And.Contain("503");
        failure.Hint.Should().Contain("--follow");
        _time.GetElapsedTime(lostAt).Should().BeGreaterThanOrEqualTo(LogReader.Patience);
        leader.Questions.Should().BeInRange(5, 60, "the waits grow");
        _told.Should().ContainSingle("it is said once");
    }

    [Fact]
    public async Task What_breaks_off_at_once_again_and_again_is_given_up_too()
    {
        await using var leader = await FakeScheduler.StartAsync();
        leader.Log.Writer.Complete();
        using var page = new SchedulerPage([leader.Url], TimeSpan.FromSeconds(30));
        var reading = ReadAsync(page);
        await PassUntilAsync("it is given up", () => reading.IsCompleted, seconds: 5);
        await reading.Awaiting(given => given).Should().ThrowAsync<EctException>();
        leader.Questions.Should().BeInRange(5, 60, "the waits grow");
    }

    private static void Send(FakeScheduler scheduler, ulong sequence) => scheduler.Log.Writer.TryWrite(
        new(JsonSerializer.Serialize(new LiveLine(Address.Zero, DateTimeOffset.UnixEpoch, 1, sequence, false, "0x", "0x", []), LiveJson.Default.LiveLine), "line"));

    private async Task ReadAsync(SchedulerPage page)
    {
        await foreach (var line in new LogReader(page, _time, _told.Add).ReadAsync(Bytes32.FromNumber(1), null, null, follow: true, Ct))
        {
            _read.Add(line.Sequence);
        }
    }

    private Task PassUntilAsync(string reason, Func<bool> condition, int seconds = 1) => Eventually.HoldsAsync(
        reason,
        () =>
        {
            _time.Advance(TimeSpan.FromSeconds(seconds));
            return condition();
        },
        cancellationToken: Ct);
}
