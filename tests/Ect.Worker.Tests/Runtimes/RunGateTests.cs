using Ect.Testing;
using Ect.Worker.Runtimes;
using Microsoft.Extensions.Time.Testing;

namespace Ect.Worker.Tests.Runtimes;

public sealed class RunGateTests
{
    private static readonly string MonteCarlo = RepositoryRoot.File("samples", "monte-carlo", "monte-carlo.wasm");

    [Fact]
    public void A_clock_stands_while_the_gate_is_closed()
    {
        var time = new FakeTimeProvider();
        var gate = new RunGate(time);
        gate.Set(isClosed: true);
        time.Advance(TimeSpan.FromSeconds(5));
        gate.Set(isClosed: false);
        var clock = new ActiveClock(gate, time);
        time.Advance(TimeSpan.FromSeconds(1));
        gate.Set(isClosed: true);
        gate.Set(isClosed: true);
        time.Advance(TimeSpan.FromHours(1));
        clock.Elapsed.Should().Be(TimeSpan.FromSeconds(1));
        gate.Set(isClosed: false);
        time.Advance(TimeSpan.FromSeconds(2));

        clock.Elapsed.Should().Be(TimeSpan.FromSeconds(3));
        gate.ClosedTime.Should().Be(TimeSpan.FromHours(1) + TimeSpan.FromSeconds(5));
    }

    [Fact]
    public async Task An_app_that_was_held_ends_with_the_same_result()
    {
        var cancellation = TestContext.Current.CancellationToken;
        using var free = new Sandbox();
        using var held = new Sandbox();
        var limits = new RunLimits { WallTime = TimeSpan.FromMinutes(10) };
        var expected = await Sandbox.Shared.RunAsync(free.Request(MonteCarlo, "30000000") with { Limits = limits }, cancellation);
        expected.Should().BeOfType<RunOutcome.Completed>(expected.ToString());

        var gate = new RunGate(TimeProvider.System);
        gate.Set(isClosed: true);
        var run = Sandbox.Shared.RunAsync(held.Request(MonteCarlo, "30000000") with { Limits = limits, Gate = gate }, cancellation);
        for (var i = 0; i < 5; i++)
        {
            var closed = gate.ClosedTime;
            await Eventually.HoldsAsync("it is held for some ticks", () => gate.ClosedTime - closed > TimeSpan.FromMilliseconds(30), cancellationToken: cancellation);
            run.IsCompleted.Should().BeFalse();
            gate.Set(isClosed: false);
            gate.Set(isClosed: true);
        }

        gate.Set(isClosed: false);
        var outcome = await run;
        outcome.Should().BeOfType<RunOutcome.Completed>(outcome.ToString());
        outcome.Usage.Fuel.Should().Be(expected.Usage.Fuel, "holding is no work");
        held.Tree().Should().Be(free.Tree());
    }

    [Fact]
    public async Task While_an_app_is_held_it_uses_neither_processor_nor_its_time()
    {
        using var sandbox = new Sandbox();
        var gate = new RunGate(TimeProvider.System);
        gate.Set(isClosed: true);
        var request = sandbox.Request(Sandbox.Hostile, "loop") with { Gate = gate, Limits = Sandbox.Tight with { Fuel = long.MaxValue, WallTime = TimeSpan.FromMilliseconds(300) } };
        var run = Sandbox.Shared.RunAsync(request, TestContext.Current.CancellationToken);
        await Eventually.HoldsAsync("it is held for longer than it may run", () => gate.ClosedTime > TimeSpan.FromSeconds(1.5), cancellationToken: TestContext.Current.CancellationToken);
        run.IsCompleted.Should().BeFalse();
        gate.Set(isClosed: false);
        var outcome = await run;

        outcome.Should().BeOfType<RunOutcome.AppFailed>().Which.Kind.Should().Be(AppFailure.WallTime);
        outcome.Usage.CpuTime.Should().BeLessThan(TimeSpan.FromSeconds(1), "it was held for longer");
    }

    [Fact]
    public async Task An_endless_app_that_is_held_is_cancelled_at_once()
    {
        using var sandbox = new Sandbox();
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var gate = new RunGate(TimeProvider.System);
        gate.Set(isClosed: true);
        var run = Sandbox.Shared.RunAsync(sandbox.Request(Sandbox.Hostile, "loop") with { Gate = gate, Limits = Sandbox.Tight with { Fuel = long.MaxValue } }, cancel.Token);
        await cancel.CancelAsync();

        await FluentActions.Awaiting(() => run).Should().ThrowAsync<OperationCanceledException>();
    }
}
