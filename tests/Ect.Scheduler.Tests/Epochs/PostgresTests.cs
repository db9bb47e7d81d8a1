using System.Net;
using System.Net.Sockets;
using Ect.Scheduler.Tests.Network;
using Ect.Testing;
using Npgsql;
using static Ect.Scheduler.Tests.Epochs.EpochConduct;

namespace Ect.Scheduler.Tests.Epochs;

public sealed class PostgresTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_bag_goes_on_when_the_scheduler_ends_and_the_one_that_stood_by_takes_over()
    {
        Assert.SkipWhen(PostgresServer.Missing is not null && Environment.GetEnvironmentVariable("CI") is null, PostgresServer.Missing ?? "");
        var database = PostgresServer.NewDatabase();
        await using var scene = await EpochScene.StartAsync([Honest, Honest, Honest, Honest, Liar], options => options with { Database = database });
        using var folder = new TestFolder();
        var status = new Uri($"http://127.0.0.1:{FreePort()}");
        var standby = scene.StandByAsync(folder, status);
        using var http = new HttpClient { BaseAddress = status };
        await Eventually.HoldsAsync("the standby says that it lives", async () => await AnswerAsync(http, "/health/live") is (HttpStatusCode.OK, _), cancellationToken: Ct);
        var (code, text) = await AnswerAsync(http, "/health/ready");
        code.Should().Be(HttpStatusCode.ServiceUnavailable);
        text.Should().Contain("Standing by").And.Contain(Environment.MachineName);
        (await AnswerAsync(http, "/status")).Code.Should().Be(HttpStatusCode.ServiceUnavailable, "'not found' would be taken for what the leader knows");
        var first = await scene.Pool.MatchAsync(20, 2, Ct);
        await scene.CompletedAsync(first);
        standby.IsCompleted.Should().BeFalse("one leads");

        var second = await scene.Pool.MatchAsync(20, 2, Ct);
        await scene.ReplaceAsync(standby);
        await Eventually.HoldsAsync("the new leader is ready", async () => await AnswerAsync(http, "/health/ready") is (HttpStatusCode.OK, _), cancellationToken: Ct);
        await scene.CompletedAsync(second);
        await scene.RightAsync(first);
        await scene.RightAsync(second);
        scene.Crew.Complaints.Should().BeEmpty();
    }

    [Fact]
    public async Task A_leader_that_is_cut_off_from_the_database_lets_its_workers_go_until_it_reaches_it_again()
    {
        Assert.SkipWhen(PostgresServer.Missing is not null && Environment.GetEnvironmentVariable("CI") is null, PostgresServer.Missing ?? "");
        var database = new NpgsqlConnectionStringBuilder(PostgresServer.NewDatabase());
        using var relay = new Relay(IPAddress.Loopback, database.Port);
        database.Port = relay.Url.Port;
        await using var scene = await EpochScene.StartAsync([Honest], options => options with { Database = database.ConnectionString, Lease = TimeSpan.FromSeconds(2) });
        var worker = scene.Crew.Workers[0];

        relay.Cut();
        await Eventually.HoldsAsync("the worker is let go and told why", () => !worker.IsConnected && worker.Breaks.Any(reason => reason.Contains("may lead no more", StringComparison.Ordinal)), cancellationToken: Ct);
        relay.Mend();
        await Eventually.HoldsAsync("it is let in again: nobody took over", () => worker.IsConnected, cancellationToken: Ct);
    }

    private static async Task<(HttpStatusCode? Code, string Text)> AnswerAsync(HttpClient http, string path)
    {
        try
        {
            using var answer = await http.GetAsync(new Uri(path, UriKind.Relative), Ct);
            return (answer.StatusCode, await answer.Content.ReadAsStringAsync(Ct));
        }
        catch (HttpRequestException exception)
        {
            return (null, exception.Message);
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
