using System.Net.ServerSentEvents;
using System.Threading.Channels;
using Ect.Ethereum;
using Ect.Scheduler.Status;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Ect.Cli.Tests.Network;

/// <summary>A status page that says of every task it is asked about: waiting, one worker gave it back.</summary>
internal sealed class FakeScheduler : IAsyncDisposable
{
    private readonly WebApplication _server;
    private readonly HashSet<Bytes32> _asked = [];

    private FakeScheduler(WebApplication server) => _server = server;

    public string Reason { get; set; } = "";

    /// <summary>Whether the page speaks of something else altogether.</summary>
    public bool Foreign { get; set; }

    /// <summary>Whether it answers as one that does not lead.</summary>
    public bool StandsBy { get; set; }

    /// <summary>Whether it takes questions and answers none.</summary>
    public bool Hangs { get; set; }

    /// <summary>What whoever follows a log is sent; its end is that of the connection.</summary>
    public Channel<SseItem<string>> Log { get; set; } = Channel.CreateUnbounded<SseItem<string>>();

    /// <summary>How often it was asked.</summary>
    public int Questions { get; private set; }

    public Uri Url => new(_server.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());

    public static async Task<FakeScheduler> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var server = builder.Build();
        var fake = new FakeScheduler(server);
        server.Use(async (context, next) =>
        {
            fake.Questions++;
            if (fake.Hangs)
            {
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                return;
            }

            await (fake.StandsBy ? Results.StatusCode(StatusCodes.Status503ServiceUnavailable).ExecuteAsync(context) : next(context));
        });
        server.MapGet("/status", () => fake.Foreign ? Results.Json(new { state = "fine" }) : Results.Json(fake.All(), StatusJson.Default.SchedulerStatus));
        server.MapGet("/status/tasks/{id}", (string id) => fake.Foreign ? Results.Json(new { state = "fine" }) : Results.Json(fake.One(Bytes32.Parse(id)), StatusJson.Default.TaskReport));
        server.MapGet("/status/tasks/{id}/logs", (CancellationToken stop) => TypedResults.ServerSentEvents(fake.Log.Reader.ReadAllAsync(stop)));
        await server.StartAsync();
        return fake;
    }

    public async ValueTask DisposeAsync()
    {
        await _server.StopAsync();
        await _server.DisposeAsync();
    }

    /// <summary>The deal whose tasks the list of open tasks shows; set by the test.</summary>
    public Bytes32 Deal { get; set; }

    private SchedulerStatus All() => new(
        Address.Zero, "1", Address.Zero, new(31337, 1, null, null, 0, null), new Dictionary<string, int>(), [.. _asked.Select(One)], [], []);

    private TaskReport One(Bytes32 task)
    {
        _asked.Add(task);
        var worker = new ReplicaStatus(Address.Zero, "Failed", DateTimeOffset.UnixEpoch, null, null, "Network", "the content store is away", Code: "failed-network");
        return new(task, Deal, 0, "Waiting", Reason, 1, null, null, null, false, DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch, [worker], Code: "workers-busy");
    }
}
