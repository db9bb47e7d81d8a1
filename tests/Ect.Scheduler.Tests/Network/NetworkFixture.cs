namespace Ect.Scheduler.Tests.Network;

/// <summary>One network and one scheduler for a class of tests that only add to them.</summary>
public sealed class NetworkFixture : IAsyncLifetime
{
    private readonly TestFolder _folder = new();

    public TestNetwork Network { get; private set; } = null!;

    public RunningScheduler Scheduler { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Network = await TestNetwork.StartAsync(TestContext.Current.CancellationToken);
        Scheduler = await RunningScheduler.StartAsync(
            TestScheduler.Options(Network, _folder) with { LoginTimeout = TimeSpan.FromSeconds(2), MessagesPerSecond = 20 }, TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await Scheduler.DisposeAsync();
        await Network.DisposeAsync();
        _folder.Dispose();
    }
}
