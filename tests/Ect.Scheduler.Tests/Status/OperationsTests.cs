using System.Net;
using System.Net.Http.Json;
using Ect.Scheduler.Status;
using Ect.Scheduler.Tests.Network;
using Ect.Scheduler.Why;
using Ect.Testing;
using Ect.Wire;

namespace Ect.Scheduler.Tests.Status;

public sealed class OperationsTests(NetworkFixture fixture) : IClassFixture<NetworkFixture>
{
    private static readonly HttpClient Http = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_worker_is_told_why_it_has_no_work_connected_or_not()
    {
        await using var worker = new TestWorker(fixture.Network, fixture.Network.Worker(0), fixture.Scheduler.ListenUrl);
        (await WorkerAsync($"{worker.Address}")).Should().Match<WorkerReport>(report => report.Code == "not-connected" && report.Session == null);

        await worker.LoginAsync(Ct);
        await Eventually.HoldsAsync("it is connected", async () => (await WorkerAsync($"{worker.Address}")).Code == "not-ready", cancellationToken: Ct);
        await worker.BeatAsync(0);
        await Eventually.HoldsAsync("it has no slot free", async () => (await WorkerAsync($"{worker.Address}")).Code == "slots-busy", cancellationToken: Ct);
        await worker.BeatAsync(1);
        await Eventually.HoldsAsync("there is no task", async () => (await WorkerAsync($"{worker.Address}")).Code == "no-task", cancellationToken: Ct);

        var page = (await Http.GetFromJsonAsync(Page("/status/workers?limit=1"), StatusJson.Default.WorkerPage, Ct))!;
        page.Total.Should().Be(1);
        page.Workers.Single().Should().Match<WorkerStatus>(status => status.Worker == worker.Address && Catalogue.Find(status.Code) != null);
        (await Http.GetFromJsonAsync(Page("/status/workers?from=1"), StatusJson.Default.WorkerPage, Ct))!.Workers.Should().BeEmpty();
    }

    [Theory]
    [InlineData(RestReason.InUse, "owner-uses-machine")]
    [InlineData(RestReason.OnBattery, "on-battery")]
    [InlineData(RestReason.OutsideHours, "outside-hours")]
    [InlineData(RestReason.ByHand, "paused-by-owner")]
    [InlineData(RestReason.DiskFull, "disk-full")]
    [InlineData((RestReason)99, "paused-by-owner")]
    public async Task A_worker_that_rests_gets_no_work_whatever_it_asks_for_and_everybody_sees_why(RestReason reason, string code)
    {
        await using var worker = new TestWorker(fixture.Network, fixture.Network.Worker(1), fixture.Scheduler.ListenUrl);
        await worker.LoginAsync(Ct);
        await worker.RestAsync(reason, until: reason == RestReason.OutsideHours ? 1_800_000_000 : ulong.MaxValue);

        SchedulerMessage answer;
        do
        {
            answer = await worker.NextAsync(Ct);
        }
        while (answer.HeartbeatReply is null);

        var report = await WorkerAsync($"{worker.Address}");
        (report.Code, report.Session!.Code, report.Session.FreeSlots).Should().Be((code, code, 0));
        report.Reason.Should().Be(answer.HeartbeatReply.WaitingReason).And.NotBeEmpty();
        if (reason == RestReason.OutsideHours)
        {
            report.Reason.Should().Contain("until 2027-01-15 08:00:00Z");
        }

        await worker.BeatAsync(1);
        await Eventually.HoldsAsync("it takes work again", async () => (await WorkerAsync($"{worker.Address}")) is { Session.FreeSlots: 1 }, cancellationToken: Ct);
    }

    [Fact]
    public async Task The_scheduler_is_alive_ready_and_counted()
    {
        (await Http.GetStringAsync(Page("/health/live"), Ct)).Should().Be("alive");
        await Eventually.HoldsAsync("the chain is read", async () => (await Http.GetAsync(Page("/health/ready"), Ct)).StatusCode == HttpStatusCode.OK, cancellationToken: Ct);
        (await Http.GetFromJsonAsync(Page("/health/ready"), StatusJson.Default.Readiness, Ct)).Should().Be(new Readiness(true, true, true, null));

        // Ready is who knows the chain and the store; the first look is counted when it ends.
        foreach (var name in new[] { "ect_scheduler_look_duration_seconds_bucket", "ect_scheduler_store_transaction_duration_seconds_count", "ect_scheduler_store_transaction_writes", "ect_scheduler_workers", "ect_scheduler_chain_head_age_seconds" })
        {
            await Eventually.HoldsAsync($"{name} is published", async () => (await Http.GetStringAsync(Page("/metrics"), Ct)).Contains(name, StringComparison.Ordinal), cancellationToken: Ct);
        }

        var status = (await Http.GetFromJsonAsync(Page("/status"), StatusJson.Default.SchedulerStatus, Ct))!;
        status.Vitals!.Store.Should().Contain("scheduler.db");
        status.Vitals.MemoryBytes.Should().BePositive();
    }

    [Theory]
    [InlineData("/status?from=-1", "negative")]
    [InlineData("/status?limit=501", "1 to 500")]
    [InlineData("/status/workers?limit=0", "1 to 500")]
    [InlineData("/status/workers/0x12", "40 hexadecimal digits")]
    public async Task A_wrong_question_is_answered_with_the_rule(string path, string rule)
    {
        using var response = await Http.GetAsync(Page(path), Ct);
        response.StatusCode.Should().Be(HttpStatusCode.BadRequest);
        (await response.Content.ReadAsStringAsync(Ct)).Should().Contain(rule);
    }

    private Uri Page(string path) => new(fixture.Scheduler.StatusUrl!, path);

    private async Task<WorkerReport> WorkerAsync(string worker) => (await Http.GetFromJsonAsync(Page($"/status/workers/{worker}"), StatusJson.Default.WorkerReport, Ct))!;
}
