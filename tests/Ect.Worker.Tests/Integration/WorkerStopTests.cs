using System.Net;
using System.Net.Sockets;
using Ect.Testing;

namespace Ect.Worker.Tests.Integration;

/// <summary>A worker that is stopped ends as asked, whatever its connection is at.</summary>
public sealed class WorkerStopTests(TestNetwork network) : IClassFixture<TestNetwork>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Stopped_while_a_scheduler_takes_the_connection_and_says_nothing_it_ends_without_an_error()
    {
        using var folder = new TemporaryFolder();
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        await using var worker = RunningWorker.Start(network, await network.NewWorkerAsync(0), new($"http://127.0.0.1:{((IPEndPoint)silent.LocalEndpoint).Port}"), folder.Path);
        using var connection = await silent.AcceptSocketAsync(Ct);
        (await connection.ReceiveAsync(new byte[64], Ct)).Should().BePositive("it says hello");

        var stop = () => worker.StopAsync();

        await stop.Should().NotThrowAsync();
    }

    [Fact]
    public async Task Stopped_in_a_session_it_ends_without_an_error_every_time()
    {
        using var folder = new TemporaryFolder();
        await using var scheduler = await TestScheduler.StartAsync(network);
        var key = await network.NewWorkerAsync(0);
        for (var times = 0; times < 10; times++)
        {
            await using var worker = RunningWorker.Start(network, key, scheduler.Url, folder.Path);
            await scheduler.NextAsync();

            var stop = () => worker.StopAsync();

            await stop.Should().NotThrowAsync();
        }
    }
}
