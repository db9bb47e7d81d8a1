using System.Globalization;
using System.Numerics;
using System.Text.Json.Nodes;
using Ect.Cli.Up;
using Ect.Contracts;
using Ect.Protocol.Deals;
using Ect.Sdk.Assets;
using Ect.Sdk.Orders;
using Ect.Testing;

namespace Ect.EndToEnd.Tests;

/// <summary>Workers of people who want their machines for themselves now and then.</summary>
public sealed class IdleWorkerTests
{
    [Fact]
    public async Task Workers_outside_their_hours_get_no_work_everybody_sees_why_and_a_held_task_is_finished_with_the_right_result()
    {
        await using var network = await TestNetwork.StartAsync(workers: 2);
        var ct = TestContext.Current.CancellationToken;
        string[] names = ["worker-1", "worker-2"];

        // An hour that is not now, whatever the machine's zone.
        var hour = TimeProvider.System.GetLocalNow().AddHours(5).Hour;
        var hours = string.Create(CultureInfo.InvariantCulture, $"{hour:00}:00-{(hour + 1) % 24:00}:00");
        foreach (var name in names)
        {
            (await network.EctAsync("worker", "prefs", "--wallet", name, "--hours", hours)).ShouldSucceed();
            await Eventually.HoldsAsync($"{name} says why it has no work", async () => await CodeAsync(network, name) == "outside-hours", cancellationToken: ct);
            JsonNode status = new JsonObject();
            await Eventually.HoldsAsync($"{name} itself says so", async () => (string?)(status = await StatusAsync(network, name))["rest"]?["cause"] == "outsideHours", cancellationToken: ct);
            ((string?)status["state"]).Should().Be("paused");
            ((DateTimeOffset?)status["rest"]!["until"]).Should().BeAfter(TimeProvider.System.GetUtcNow().AddHours(3));
        }

        var workers = (await network.EctAsync("pool", "workers")).ShouldSucceed().Document["workers"]!.AsArray();
        workers.Select(worker => (string?)worker!["code"]).Should().Equal("outside-hours", "outside-hours");
        workers.Select(worker => (int)worker!["freeSlots"]!).Should().Equal(0, 0);

        var app = await OfferTalkerAsync(network);
        var deal = await network.BuyAsync(DealMode.Direct, app, null, 5, 1);
        await Eventually.HoldsAsync(
            "the tasks wait for them",
            async () => (await network.EctAsync("task", "why", $"{deal.Id}:0")).Output.Contains("workers-busy", StringComparison.Ordinal),
            cancellationToken: ct);

        foreach (var name in names)
        {
            (await network.EctAsync("worker", "prefs", "--wallet", name, "--hours", "off")).ShouldSucceed();
        }

        // Whoever computes is held in the middle, shown so to the requester, and goes on. A pause may also fall between two tasks: then once more.
        var busy = "";
        await Eventually.HoldsAsync("one is held while it computes", async () => (busy = await HoldAsync(network, names, ct)).Length > 0, cancellationToken: ct);
        var task = (await StatusAsync(network, busy))["tasks"]![0]!;
        var (held, before) = ((string)task["task"]!, (double)task["computedSeconds"]!);
        await Eventually.HoldsAsync("the scheduler knows", async () => await CodeAsync(network, busy) == "paused-by-owner", cancellationToken: ct);
        (await StatusAsync(network, busy))["tasks"]![0]!["computedSeconds"]!.GetValue<double>().Should().Be(before, "its time stands");
        (await network.EctAsync("worker", "resume", "--wallet", busy)).ShouldSucceed();

        var tasks = await network.EndOfAsync(deal, TimeSpan.FromMinutes(2));
        tasks.Should().HaveCount(5).And.OnlyContain(one => one.Status == ChainTaskStatus.Completed);
        var told = (await network.EctAsync("task", "logs", held, "--stdout")).ShouldSucceed();
        ((string?)told.Document["text"]).Should().Be(string.Concat(Enumerable.Range(0, 20).Select(step => $"step {step:00}\n")));

        (await network.EctAsync("worker", "prefs", "--wallet", busy, "--hours", "weekends")).ShouldFail(2, "invalid_value", "'weekends' is no day");
    }

    private static async Task<JsonNode> StatusAsync(TestNetwork network, string name) => (await network.EctAsync("worker", "status", "--wallet", name)).ShouldSucceed().Document;

    private static async Task<string?> CodeAsync(TestNetwork network, string name) => (string?)(await network.EctAsync("worker", "why", name)).ShouldSucceed().Document["scheduler"]!["code"];

    /// <summary>Pauses a worker that computes; its name when it holds a task then, else nothing, and nobody is paused.</summary>
    private static async Task<string> HoldAsync(TestNetwork network, string[] names, CancellationToken ct)
    {
        foreach (var name in names)
        {
            if (!(await PhasesAsync(network, name)).Contains("running"))
            {
                continue;
            }

            (await network.EctAsync("worker", "pause", "--wallet", name)).ShouldSucceed();
            string?[] phases = [];
            await Eventually.HoldsAsync(
                $"{name} rests, and so does what it has",
                async () => (phases = await PhasesAsync(network, name, "paused")).All(phase => phase == "paused"),
                cancellationToken: ct);
            if (phases.Length > 0)
            {
                return name;
            }

            (await network.EctAsync("worker", "resume", "--wallet", name)).ShouldSucceed();
        }

        return "";
    }

    /// <summary>What its tasks are at, once it is in that state.</summary>
    private static async Task<string?[]> PhasesAsync(TestNetwork network, string name, string? state = null)
    {
        var status = await StatusAsync(network, name);
        return state is null || (string?)status["state"] == state ? [.. status["tasks"]!.AsArray().Select(task => (string?)task!["phase"])] : ["not yet"];
    }

    private static async Task<BigInteger> OfferTalkerAsync(TestNetwork network)
    {
        await using var owner = new Sdk.EctClient(network.Local.Network, network.Local.Parties.AppOwner.Key);
        var app = (await owner.Assets.PublishAsync(AssetKind.App, RepositoryRoot.File("tests", "Ect.EndToEnd.Tests", "Apps", "talker.wasm"), new AssetMetadata { Name = "talker" })).Asset.Id;
        await owner.Orders.Market.PostAsync(owner.Orders.Sign(new AppOrder(
            app, SampleShop.AppPrice, 100, Ethereum.Bytes32.Zero, 0, 0, Ethereum.Address.Zero, (ulong)TimeProvider.System.GetUtcNow().AddHours(1).ToUnixTimeSeconds(), OrderClient.NewSalt())));
        return app;
    }
}
