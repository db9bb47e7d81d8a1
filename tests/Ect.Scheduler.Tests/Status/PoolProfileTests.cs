using Ect.Contracts;
using Ect.Protocol.Lifecycles;
using Ect.Protocol.Pools;
using Ect.Scheduler.Tasks;
using Ect.Scheduler.Tests.Network;
using Ect.Scheduler.Why;
using Ect.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Ect.Scheduler.Tests.Status;

/// <summary>A pool with rules of its own, on a real chain.</summary>
public sealed class PoolProfileTests : IAsyncLifetime
{
    private static readonly HttpClient Http = new();
    private readonly TestFolder _folder = new();
    private TestNetwork _network = null!;
    private RunningScheduler _scheduler = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private OpenTasks Open => _scheduler.Services.GetRequiredService<OpenTasks>();

    public async ValueTask InitializeAsync()
    {
        _network = await TestNetwork.StartAsync(Ct);
        _scheduler = await RunningScheduler.StartAsync(TestScheduler.Options(_network, _folder) with { Rules = new() { Requirements = "TARGET.Tasks <= 2" } }, Ct);
    }

    public async ValueTask DisposeAsync()
    {
        await _scheduler.DisposeAsync();
        await _network.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_deal_that_the_pool_refuses_waits_with_the_reason_and_is_declined_in_time_while_others_are_served()
    {
        await using var worker = new TestWorker(_network, _network.Worker(0), _scheduler.ListenUrl);
        await worker.LoginAsync(Ct);
        await worker.BeatAsync(1);
        var refused = await _network.MatchAsync(3, 1, Ct);
        var task = TaskId.Of(refused.Id, 0);
        await Eventually.HoldsAsync("the task says why it waits", () => Open.ReasonOf(task)?.Kind == TaskReasons.PoolRefuses, cancellationToken: Ct);
        Open.ReasonOf(task)!.Text.Should().Contain("TARGET.Tasks <= 2 is false");
        await Eventually.HoldsAsync("the worker is told", async () => (await ReportAsync(worker)).Contains("\"pool-refuses-deals\"", StringComparison.Ordinal), cancellationToken: Ct);

        var taken = await _network.MatchAsync(2, 1, Ct);
        var assignment = await worker.GetAssignmentAsync(Ct);
        DealCodec.Decode(assignment.Deal.Span).Size.Should().Be(taken.Deal.Size);
        await worker.OpenAsync(await worker.CommitAsync(assignment, "truth", Ct));
        await Eventually.HoldsAsync("it is completed", async () => (await ProfileAsync()).Reliability > 0.5, cancellationToken: Ct);

        var profile = await ProfileAsync();
        profile.Rules.Requirements.Should().Be("TARGET.Tasks <= 2");
        (profile.Workers, profile.Slots, profile.Sample.Single()).Should().Be((1, 1, worker.Address));
        profile.Load.Should().BeInRange(3, 4, "three tasks are refused, and one more may be open");

        await _network.PassAsync((8 * TestNetwork.Duration) + 1);
        await Eventually.HoldsAsync("the refused task is declined", async () => (await _network.TaskAsync(task, Ct)).Status == ChainTaskStatus.Failed, cancellationToken: Ct);
        await Eventually.HoldsAsync("that counts against the pool", async () => (await ProfileAsync()).Reliability < 0.5, cancellationToken: Ct);
    }

    private async Task<PoolProfile> ProfileAsync() => PoolProfile.Read(await Http.GetByteArrayAsync(new Uri(_scheduler.StatusUrl!, PoolProfile.Path), Ct));

    private Task<string> ReportAsync(TestWorker worker) => Http.GetStringAsync(new Uri(_scheduler.StatusUrl!, $"/status/workers/{worker.Address}"), Ct);
}
