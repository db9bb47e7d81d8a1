using System.Text.Json;
using Ect.Cli.Up;
using Ect.Contracts;
using Ect.Ethereum;
using Ect.Sdk.Assets;
using Ect.Sdk.Buying;
using Ect.Sdk.Orders;
using Ect.Testing;

namespace Ect.EndToEnd.Tests;

/// <summary>A requester watches a task that runs; nobody else can.</summary>
[Collection(RunningNetwork.Name)]
public sealed class LiveTests(SharedNetwork shared)
{
    private TestNetwork Network => shared.Network;

    [Fact]
    public async Task A_requester_follows_a_running_task_and_another_wallet_cannot()
    {
        var ct = TestContext.Current.CancellationToken;
        var app = await OfferAsync(RepositoryRoot.File("tests", "Ect.EndToEnd.Tests", "Apps", "talker.wasm"));
        var purchase = await Network.Requester.BuyAsync(new RunRequest { App = app, Pool = Network.Local.Pool, Category = 1, Params = new() { Args = ["slower", "slower", "slower"] } }, ct);
        var task = purchase.Deals[0].TaskAt(0).ToString();

        var watching = Network.EctAsync("task", "watch", task);
        var stranger = Network.EctAsync("task", "logs", task, "--wallet", "app-owner");
        var followed = await Network.EctAsync("task", "logs", task, "--follow");

        followed.ShouldSucceed();
        var lines = followed.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement).ToList();
        lines.Should().HaveCountGreaterThan(3, "they came in pieces, while it ran");
        lines.Should().OnlyContain(line => line.GetProperty("worker").ValueKind == JsonValueKind.String, "live lines name their worker, those of a result do not");
        Text(lines, "stdout").Should().Be(string.Concat(Enumerable.Range(0, 20).Select(step => $"step {step:00}\n")));
        Text(lines, "stderr").Should().Contain("ect-progress: 0.95 baking loaf 19\n");

        var watched = await watching;
        watched.ShouldSucceed();
        watched.Errors.Should().Contain("running").And.Contain("baking loaf", "the requester's wallet reads what the app says");
        (await stranger).ShouldFail(2, "invalid_value", Network.Local.Parties.Requester.Address.ToString());
        (await LogsOnDiskAsync(task)).Should().NotContain("step", "what the scheduler keeps is ciphertext").And.NotContain(Convert.ToBase64String("step 0"u8));

        var afterwards = (await Network.EctAsync("task", "logs", task, "--stdout")).ShouldSucceed();
        JsonDocument.Parse(afterwards.Output).RootElement.GetProperty("text").GetString().Should().Be(Text(lines, "stdout"), "the result has the same");
    }

    private static string Text(IEnumerable<JsonElement> lines, string stream) =>
        string.Concat(lines.Where(line => line.GetProperty("stream").GetString() == stream).Select(line => line.GetProperty("text").GetString()));

    private async Task<string> LogsOnDiskAsync(string task)
    {
        var files = Directory.GetDirectories(Network.Folder, task, SearchOption.AllDirectories).SelectMany(folder => Directory.GetFiles(folder, "*.jsonl")).ToList();
        files.Should().NotBeEmpty();
        return string.Concat(await Task.WhenAll(files.Select(file => File.ReadAllTextAsync(file))));
    }

    private async Task<System.Numerics.BigInteger> OfferAsync(string file)
    {
        await using var owner = new Sdk.EctClient(Network.Local.Network, Network.Local.Parties.AppOwner.Key);
        var app = (await owner.Assets.PublishAsync(AssetKind.App, file, new AssetMetadata { Name = "talker" })).Asset.Id;
        await owner.Orders.Market.PostAsync(owner.Orders.Sign(new AppOrder(
            app, SampleShop.AppPrice, 100, Bytes32.Zero, 0, 0, Address.Zero, (ulong)TimeProvider.System.GetUtcNow().AddHours(1).ToUnixTimeSeconds(), OrderClient.NewSalt())));
        return app;
    }
}
