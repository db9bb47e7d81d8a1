using System.Text.Json.Nodes;
using Ect.Cli.Up;
using Ect.Sdk.Deals;
using Ect.Testing;

namespace Ect.EndToEnd.Tests;

/// <summary>A network of its own for the tests that break something. Each puts right what it broke.</summary>
public sealed class BreakableNetwork : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    internal TestNetwork Network { get; private set; } = null!;

    private Supervisor Supervisor => Network.Local.Supervisor;

    public async ValueTask InitializeAsync() => Network = await TestNetwork.StartAsync(workers: 3, longestBackoff: TimeSpan.FromMilliseconds(500));

    public ValueTask DisposeAsync() => Network.DisposeAsync();

    /// <summary>Runs something while these roles are away, in the order given.</summary>
    internal async Task WithoutAsync(string[] roles, Func<Task> deed)
    {
        foreach (var role in roles)
        {
            await Supervisor[role].StopAsync();
        }

        try
        {
            await deed();
        }
        finally
        {
            foreach (var role in roles)
            {
                await BringBackAsync(role);
            }
        }
    }

    internal async Task BringBackAsync(string role)
    {
        if (Supervisor[role].ProcessId is null)
        {
            await Supervisor.StartAsync(Supervisor[role].Role, CancellationToken.None);
        }
    }

    internal Task TakeAwayAsync(string role) => Supervisor[role].StopAsync();

    /// <summary>Kills roles, all at once, and nobody starts them again.</summary>
    internal Task KillForGoodAsync(params string[] roles) => Task.WhenAll(roles.Select(role => Supervisor[role].StopAsync(atOnce: true)));

    /// <summary>Buys tasks on the direct path and returns their deal at once.</summary>
    internal async Task<DealInfo> BuyAsync(params string[] arguments)
    {
        var bought = (await Network.EctAsync(["run", .. arguments, "--direct"])).ShouldSucceed();
        return await Network.Requester.Deals.FindAsync((string)bought.Document["deals"]![0]!);
    }

    /// <summary>Publishes an app and offers it at the samples' price.</summary>
    internal async Task<JsonNode> OfferAppAsync(string file, string name, params string[] options)
    {
        var published = (await Network.EctAsync(["app", "publish", file, "--name", name, "--wallet", "app-owner", .. options])).ShouldSucceed();
        (await Network.EctAsync("order", "sign", "app", name, "--price", "0.5", "--post", "--wallet", "app-owner")).ShouldSucceed();
        return published.Document["asset"]!;
    }

    /// <summary>Waits until the deal's only task blames somebody, in words that have all of these.</summary>
    internal Task BlamesAsync(DealInfo deal, string party, params string[] parts) => Eventually.HoldsAsync(
        $"task {deal.Id}:0 blames the {party}, naming {string.Join(", ", parts)}",
        async () =>
        {
            var task = (await Network.EctAsync("task", "show", $"{deal.Id}:0")).ShouldSucceed();
            return (string?)task.Document["blame"]?["party"] == party && parts.All(part => task.Output.Contains(part, StringComparison.OrdinalIgnoreCase))
                ? true
                : throw new InvalidOperationException($"It says: {task.Output}");
        },
        Patience);

    /// <summary>Everything of the deal has ended well, everybody is paid once and nobody has anything locked.</summary>
    internal async Task AssertSettledAsync(DealInfo deal, bool appFailed = false)
    {
        var tasks = await Network.EndOfAsync(deal, Patience);
        tasks.Should().OnlyContain(task => task.Status == Contracts.ChainTaskStatus.Completed && task.AppFailed == appFailed);
        await AssertNothingLockedAsync();
    }

    internal async Task AssertNothingLockedAsync()
    {
        foreach (var (name, account) in await Network.MoneyAsync())
        {
            account.Locked.Should().Be(0, $"nothing of {name} is at stake any more");
        }

        await Network.AssertConservedAsync();
    }

    /// <summary>Lets the chain's clock jump.</summary>
    internal Task PassAsync(uint seconds) => Network.PassAsync(seconds);
}

[CollectionDefinition(Name)]
[Trait(SharedNetwork.Trait, SharedNetwork.Shared)]
public sealed class NetworkToBreak : ICollectionFixture<BreakableNetwork>
{
    public const string Name = "a network to break";
}
