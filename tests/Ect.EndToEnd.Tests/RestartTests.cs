using Ect.Cli.Up;
using Ect.Contracts;

namespace Ect.EndToEnd.Tests;

public sealed class RestartTests
{
    [Fact]
    public async Task A_network_stopped_in_the_middle_of_a_bag_goes_on_where_it_was()
    {
        await using var network = await TestNetwork.StartAsync(workers: 2);
        var app = network.Local.Samples[SampleShop.MonteCarlo];
        var deal = await network.BuyAsync(app, null, tasks: 8, trust: 2);
        var hub = network.Local.Network.Deployment.Hub;
        await Testing.Eventually.HoldsAsync(
            "a first task ends",
            async () => (await network.Requester.Tasks.ListAsync(deal)).Any(task => task.IsFinal),
            TimeSpan.FromMinutes(1));

        await network.RestartAsync(workers: 2);

        network.Local.Network.Deployment.Hub.Should().Be(hub, "the contracts stand where they stood");
        var tasks = await network.EndOfAsync(deal, TimeSpan.FromMinutes(3));
        tasks.Should().OnlyContain(task => task.Status == ChainTaskStatus.Completed);
        await network.AssertConservedAsync();
    }
}
