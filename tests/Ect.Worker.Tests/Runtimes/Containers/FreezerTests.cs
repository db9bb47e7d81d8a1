using Docker.DotNet;
using Ect.Testing;
using Ect.Worker.Runtimes;
using Ect.Worker.Runtimes.Containers;
using Ect.Worker.Tests.Integration;

namespace Ect.Worker.Tests.Runtimes.Containers;

public sealed class FreezerTests
{
    [Fact]
    public async Task An_engine_that_is_away_faults_no_run()
    {
        using var configuration = new DockerClientConfiguration(new Uri("http://127.0.0.1:1"));
        using var client = configuration.CreateClient();
        using var log = new CollectedLog();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var gate = new RunGate(TimeProvider.System);
        gate.Set(isClosed: true);
        var run = new Freezer(client, "0123456789abcdef", gate, TimeProvider.System, log)
            .RunAsync(new ActiveClock(gate, TimeProvider.System), TimeSpan.FromMinutes(10), 1_000_000_000, static () => { }, stop.Token);
        await Eventually.HoldsAsync("it was to be held, and could not", () => run.IsCompleted || log.Lines.Any(line => line.Contains("did not hold it", StringComparison.Ordinal)), cancellationToken: stop.Token);
        gate.Set(isClosed: false);
        await stop.CancelAsync();

        await run;
    }
}
