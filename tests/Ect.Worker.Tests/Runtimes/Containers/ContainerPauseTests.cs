using Docker.DotNet.Models;
using Ect.Testing;
using Ect.Worker.Runtimes;
using Ect.Worker.Runtimes.Containers;

namespace Ect.Worker.Tests.Runtimes.Containers;

public sealed class ContainerPauseTests(ContainerBench bench) : IClassFixture<ContainerBench>
{
    private static readonly RunLimits Short = ContainerTask.Tight with { WallTime = TimeSpan.FromSeconds(12) };

    [Fact]
    public async Task A_held_container_is_frozen_and_its_time_stands_until_it_goes_on()
    {
        using var task = new ContainerTask(bench);
        var run = task.ExecuteAsync("echo before; sleep 8; echo after > /out/done", Short, null, TestContext.Current.CancellationToken);
        await StateAsync("running");
        task.Gate.Set(isClosed: true);
        await StateAsync("paused");
        await Eventually.HoldsAsync("it is held for longer than it may run", () => task.Gate.ClosedTime > Short.WallTime, TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);
        run.IsCompleted.Should().BeFalse();
        task.Gate.Set(isClosed: false);
        await run;

        task.Outcome.Should().BeOfType<RunOutcome.Completed>(task.Outcome.ToString());
        task.Text("stdout.txt").Should().Be("before\n");
        task.Text("done").Should().Be("after\n");
        task.Outcome.Usage.Wall.Should().BeLessThan(Short.WallTime);
    }

    [Fact]
    public async Task A_container_that_is_held_again_and_again_still_meets_its_limit_of_time()
    {
        using var task = new ContainerTask(bench);
        var run = task.ExecuteAsync("while true; do :; done", Short with { WallTime = TimeSpan.FromSeconds(8) }, null, TestContext.Current.CancellationToken);
        await StateAsync("running");
        for (var i = 0; i < 2; i++)
        {
            task.Gate.Set(isClosed: true);
            await StateAsync("paused");
            task.Gate.Set(isClosed: false);
            await StateAsync("running");
        }

        await run;
        task.Outcome.Should().BeOfType<RunOutcome.AppFailed>().Which.Kind.Should().Be(AppFailure.WallTime);
    }

    [Fact]
    public async Task A_held_container_that_is_cancelled_is_gone()
    {
        using var task = new ContainerTask(bench);
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var run = task.ExecuteAsync("sleep 100", ContainerTask.Tight with { WallTime = TimeSpan.FromMinutes(5) }, null, cancel.Token);
        await StateAsync("running");
        task.Gate.Set(isClosed: true);
        await StateAsync("paused");
        await cancel.CancelAsync();

        await FluentActions.Awaiting(() => run).Should().ThrowAsync<OperationCanceledException>();
        (await bench.InEngineAsync()).Should().BeEmpty();
    }

    [Fact]
    public async Task A_frozen_container_of_a_killed_worker_is_removed_at_the_next_start()
    {
        using var task = new ContainerTask(bench);
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var run = task.ExecuteAsync("sleep 100", ContainerTask.Tight with { WallTime = TimeSpan.FromMinutes(5) }, null, cancel.Token);
        await StateAsync("running");
        task.Gate.Set(isClosed: true);
        await StateAsync("paused");

        (await bench.StartAsync(new() { Engine = await ContainerEngine.AddressAsync() })).Dispose();
        (await bench.InEngineAsync()).Should().BeEmpty();
        await cancel.CancelAsync();
        await run.ContinueWith(static _ => { }, TaskScheduler.Default);
    }

    private Task StateAsync(string state) =>
        Eventually.HoldsAsync($"the app's container is {state}", async () => await StateOfAppAsync() == state, cancellationToken: TestContext.Current.CancellationToken);

    private async Task<string?> StateOfAppAsync()
    {
        await bench.RuntimeAsync();
        var mine = new Dictionary<string, IDictionary<string, bool>> { ["label"] = new Dictionary<string, bool> { [$"{ContainerLabels.Worker}={bench.WorkerId}"] = true } };
        var containers = await bench.Client.Containers.ListContainersAsync(new ContainersListParameters { All = true, Filters = mine }, TestContext.Current.CancellationToken);
        return containers.SingleOrDefault(container => container.Names.Any(name => name.EndsWith("-app", StringComparison.Ordinal)))?.State;
    }
}
