using Ect.Scheduler.Tests.Epochs;
using Ect.Scheduler.Tests.Network;
using Ect.Scheduler.Workers;
using Ect.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Ect.Scheduler.Tests.Workers;

public sealed class PlaceDeskTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Who_has_a_seat_takes_the_place_of_a_stranger_who_is_told_why_and_not_of_another_one_with_a_seat()
    {
        using var folder = new TestFolder();
        await using var network = await TestNetwork.StartAsync(Ct);
        await EpochPool.OpenAsync(network, 2, Ct);
        await using var scheduler = await RunningScheduler.StartAsync(TestScheduler.Options(network, folder) with { MaxWorkers = 1 }, Ct);
        await using var stranger = new TestWorker(network, network.Worker(5), scheduler.ListenUrl);
        (await stranger.LoginAsync(Ct)).Welcome.Should().NotBeNull();
        await using var another = new TestWorker(network, network.Worker(6), scheduler.ListenUrl);
        (await another.LoginAsync(Ct)).Rejected.Reason.Should().Contain("has its 1 workers").And.Contain("take a seat");

        await using var seated = new TestWorker(network, network.Worker(0), scheduler.ListenUrl);
        (await seated.LoginAsync(Ct)).Welcome.Should().NotBeNull();
        (await stranger.NextAsync(Ct)).Rejected.Reason.Should().Contain("one with a seat needs the place");
        await using var late = new TestWorker(network, network.Worker(1), scheduler.ListenUrl);
        (await late.LoginAsync(Ct)).Rejected.Reason.Should().Contain("has its 1 workers");

        var registry = scheduler.Services.GetRequiredService<WorkerRegistry>();
        await Eventually.HoldsAsync("the seated worker alone is there", () => registry.Sessions.Select(session => session.Worker).SequenceEqual([seated.Address]), cancellationToken: Ct);
    }

    [Fact]
    public async Task Strangers_who_are_few_keep_their_places_and_of_many_the_longest_there_go_first()
    {
        using var folder = new TestFolder();
        await using var network = await TestNetwork.StartAsync(Ct);
        await using var scheduler = await RunningScheduler.StartAsync(TestScheduler.Options(network, folder) with { MaxWorkers = 20 }, Ct);
        var desk = scheduler.Services.GetRequiredService<PlaceDesk>();
        List<WorkerSession> sessions = [.. Enumerable.Range(1, 3).Select(number => new WorkerSession(SampleDeals.Worker(number), "test", new() { Slots = 1 }, TimeProvider.System))];

        desk.Strangers(sessions.Take(2)).Should().BeEmpty("a tenth of the places is theirs");
        desk.Strangers(sessions.AsEnumerable().Reverse()).Should().Equal(sessions);

        sessions.ForEach(session => session.Dispose());
    }
}
