using Microsoft.Extensions.Logging;

namespace Ect.Scheduler.Tests.Network;

/// <summary>Options of an impatient scheduler on a test network.</summary>
public static class TestScheduler
{
    public static SchedulerOptions Options(TestNetwork network, TestFolder folder) => new()
    {
        Rpc = network.Node.HttpUri,
        Deployment = network.Deployment,
        Key = network.Scheduler,
        Pool = network.Pool,
        DataFolder = folder.Path,
        ListenUrl = new("http://127.0.0.1:0"),
        StatusUrl = new("http://127.0.0.1:0"),
        PollInterval = TimeSpan.FromMilliseconds(100),
        MaxBackoff = TimeSpan.FromSeconds(2),
        Heartbeat = TimeSpan.FromSeconds(1),
        Lease = TimeSpan.FromSeconds(3),
        LagPatience = TimeSpan.FromSeconds(1),
        SilenceGrace = TimeSpan.FromSeconds(3),
        ConfigureLogging = logging => logging.AddSimpleConsole(console => console.SingleLine = true).AddFilter("Microsoft", LogLevel.Warning).AddFilter("Grpc", LogLevel.Warning),
    };
}
