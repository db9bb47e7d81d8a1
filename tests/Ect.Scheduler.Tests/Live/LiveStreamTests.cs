using System.Net;
using System.Net.Http.Json;
using System.Net.ServerSentEvents;
using System.Text.Json;
using Ect.Contracts;
using Ect.Ethereum;
using Ect.Scheduler.Live;
using Ect.Scheduler.Status;
using Ect.Scheduler.Tests.Network;
using Ect.Testing;
using Ect.Wire;
using Google.Protobuf;
using Microsoft.Extensions.DependencyInjection;

namespace Ect.Scheduler.Tests.Live;

public sealed class LiveStreamTests(NetworkFixture fixture) : IClassFixture<NetworkFixture>
{
    private static readonly HttpClient Http = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Progress_and_logs_of_a_running_task_are_shown_and_followed_to_its_end()
    {
        await using var worker = new TestWorker(fixture.Network, fixture.Network.Worker(0), fixture.Scheduler.ListenUrl);
        var (task, assignment) = await AssignedAsync(worker);
        await worker.SendAsync(new()
        {
            Progress = new() { Task = assignment.Task, Phase = Phase.Running, Fraction = 0.25, RemainingMs = 30_000, LatestMs = 60_000, Note = Chunk(assignment.Task, 3, 0) },
        });
        await Eventually.HoldsAsync("the progress is shown", async () => (await LiveAsync(task)).Workers is [{ Live.Phase: "running" }], cancellationToken: Ct);

        var live = (await LiveAsync(task)).Workers.Single();
        live.Worker.Should().Be(worker.Address);
        live.Live.Fraction.Should().Be(0.25);
        live.Live.ExpectedEnd.Should().BeAfter(live.Live.UpdatedAt!.Value).And.BeBefore(live.Live.LatestEnd!.Value);
        live.Live.HeartbeatSeconds.Should().BeGreaterThanOrEqualTo(0);
        live.Live.Note!.Channel.Should().Be(3);

        using var response = await Http.GetAsync(Page($"/status/tasks/{task}/logs?follow=true&stream=stdout"), HttpCompletionOption.ResponseHeadersRead, Ct);
        await using var events = SseParser.Create(await response.Content.ReadAsStreamAsync(Ct)).EnumerateAsync(Ct).GetAsyncEnumerator(Ct);
        (await NextAsync(events)).EventType.Should().Be("following");
        await worker.SendAsync(new() { LogChunk = Chunk(assignment.Task, 2, 0) });
        await worker.SendAsync(new() { LogChunk = Chunk(assignment.Task, 1, 0) });
        var line = JsonSerializer.Deserialize((await NextAsync(events)).Data, LiveJson.Default.LiveLine)!;
        line.Should().Match<LiveLine>(l => l.Channel == 1 && l.Sequence == 0 && l.Worker == worker.Address);

        (await LinesAsync(task, "")).Select(l => l.Channel).Should().Equal(2, 1);
        (await LinesAsync(task, $"?worker={worker.Address}&from=1")).Select(l => (l.Channel, l.Position)).Should().Equal((1, 1L));
        (await LinesAsync(task, "?stream=stderr")).Should().ContainSingle();

        var opened = await worker.CommitAsync(assignment, "one", Ct);
        await worker.OpenAsync(opened);
        (await NextAsync(events)).EventType.Should().Be("ended", "the task is over");
        (await LiveAsync(task)).Should().Match<TaskLive>(l => l.HasEnded && l.Workers.Count == 0);
        (await LinesAsync(task, "")).Should().HaveCount(2, "they are kept");
    }

    [Fact]
    public async Task What_a_worker_says_of_a_task_that_it_does_not_have_is_dropped_and_its_session_goes_on()
    {
        await using var owner = new TestWorker(fixture.Network, fixture.Network.Worker(1), fixture.Scheduler.ListenUrl);
        await using var stranger = new TestWorker(fixture.Network, fixture.Network.Worker(2), fixture.Scheduler.ListenUrl);
        var (task, assignment) = await AssignedAsync(owner);
        (await stranger.LoginAsync(Ct)).Welcome.Should().NotBeNull();
        await stranger.SendAsync(new() { LogChunk = Chunk(assignment.Task, 1, 0) });
        var malformed = Chunk(assignment.Task, 1, 0);
        malformed.Key = ByteString.Empty;
        await owner.SendAsync(new() { LogChunk = malformed });
        await owner.SendAsync(new() { LogChunk = Chunk(assignment.Task, 9, 0) });
        await owner.SendAsync(new() { LogChunk = Chunk(assignment.Task, 1, 7) });

        await Eventually.HoldsAsync("the one good piece is kept", async () => (await LinesAsync(task, "")).Count > 0, cancellationToken: Ct);
        (await LinesAsync(task, "")).Should().ContainSingle().Which.Should().Match<LiveLine>(l => l.Worker == owner.Address && l.Sequence == 7);
        await stranger.BeatAsync(0);
        (await stranger.NextAsync(Ct)).Rejected.Should().BeNull();
    }

    [Theory]
    [InlineData("/status/tasks/0x12/logs", HttpStatusCode.BadRequest, "64 hexadecimal digits")]
    [InlineData("/status/tasks/TASK/logs", HttpStatusCode.NotFound, "no deal of this pool")]
    [InlineData("/status/tasks/TASK/live", HttpStatusCode.NotFound, "no deal of this pool")]
    [InlineData("/status/tasks/TASK/logs?worker=x", HttpStatusCode.BadRequest, "no address")]
    [InlineData("/status/tasks/TASK/logs?stream=x", HttpStatusCode.BadRequest, "stdout or stderr")]
    [InlineData("/status/tasks/TASK/logs?from=1", HttpStatusCode.BadRequest, "needs worker=")]
    public async Task A_wrong_question_is_answered_with_the_rule(string path, HttpStatusCode status, string rule)
    {
        using var response = await Http.GetAsync(Page(path.Replace("TASK", $"{Bytes32.FromNumber(5)}", StringComparison.Ordinal)), Ct);
        response.StatusCode.Should().Be(status);
        (await response.Content.ReadAsStringAsync(Ct)).Should().Contain(rule);
    }

    [Fact]
    public async Task No_more_than_so_many_have_logs_sent_at_a_time()
    {
        await using var worker = new TestWorker(fixture.Network, fixture.Network.Worker(3), fixture.Scheduler.ListenUrl);
        var (task, assignment) = await AssignedAsync(worker);
        await worker.OpenAsync(await worker.CommitAsync(assignment, "one", Ct));
        await Eventually.HoldsAsync("the task is over", async () => (await LiveAsync(task)).HasEnded, cancellationToken: Ct);
        var gate = fixture.Scheduler.Services.GetRequiredService<LogGate>();
        foreach (var (query, follow, most) in new[] { ("?follow=true", true, LogGate.MaxFollowers), ("", false, LogGate.MaxReaders) })
        {
            var places = Enumerable.Range(0, 100).Select(_ => gate.Enter(follow)).ToList();
            places.Count(place => place.IsAcquired).Should().Be(most);
            using (var refused = await Http.GetAsync(Page($"/status/tasks/{task}/logs{query}"), HttpCompletionOption.ResponseHeadersRead, Ct))
            {
                refused.StatusCode.Should().Be(HttpStatusCode.ServiceUnavailable);
                refused.Headers.RetryAfter!.Delta.Should().BePositive();
                (await refused.Content.ReadAsStringAsync(Ct)).Should().Contain($"{most} people");
            }

            places.ForEach(place => place.Dispose());
            using (var served = await Http.GetAsync(Page($"/status/tasks/{task}/logs{query}"), HttpCompletionOption.ResponseHeadersRead, Ct))
            {
                served.StatusCode.Should().Be(HttpStatusCode.OK);
            }

            await Eventually.HoldsAsync("who has gone makes room", () =>
            {
                var free = Enumerable.Range(0, 100).Select(_ => gate.Enter(follow)).ToList();
                free.ForEach(place => place.Dispose());
                return free.Count(place => place.IsAcquired) == most;
            }, cancellationToken: Ct);
        }
    }

    private static LogChunk Chunk(ByteString task, uint channel, ulong sequence) => new()
    {
        Task = task,
        Channel = channel,
        Sequence = sequence,
        Key = ByteString.CopyFrom(new byte[33]),
        Signature = ByteString.CopyFrom(new byte[65]),
        Sealed = ByteString.CopyFrom(new byte[40]),
    };

    private static async Task<SseItem<string>> NextAsync(IAsyncEnumerator<SseItem<string>> events) =>
        await events.MoveNextAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(60), Ct) ? events.Current : throw new InvalidOperationException("The events end.");

    private Uri Page(string path) => new(fixture.Scheduler.StatusUrl!, path);

    private async Task<TaskLive> LiveAsync(Bytes32 task) => (await Http.GetFromJsonAsync(Page($"/status/tasks/{task}/live"), LiveJson.Default.TaskLive, Ct))!;

    private async Task<List<LiveLine>> LinesAsync(Bytes32 task, string query) =>
        [.. (await Http.GetStringAsync(Page($"/status/tasks/{task}/logs{query}"), Ct)).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(text => JsonSerializer.Deserialize(text, LiveJson.Default.LiveLine)!)];

    private async Task<(Bytes32 Task, Assignment Assignment)> AssignedAsync(TestWorker worker)
    {
        await worker.LoginAsync(Ct);
        var deal = await fixture.Network.MatchAsync(1, 1, Ct);
        var assignment = await worker.GetAssignmentAsync(Ct);
        return (TaskId.Of(deal.Id, deal.Deal.First), assignment);
    }
}
