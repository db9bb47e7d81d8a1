using Ect.Cli.Up;
using Ect.Contracts;
using Ect.Ethereum;
using Ect.Protocol.Apps;
using Ect.Protocol.Machines;
using Ect.Protocol.Tasks;
using Ect.Sdk.Assets;
using Ect.Sdk.Orders;
using Ect.Testing;

namespace Ect.EndToEnd.Tests;

/// <summary>Applications that ask something of the machines that compute them.</summary>
[Collection(RunningNetwork.Name)]
public sealed class NeedsTests(SharedNetwork shared)
{
    private TestNetwork Network => shared.Network;

    [Fact]
    public async Task An_app_that_wants_like_machines_is_computed_by_three_of_one_class()
    {
        var app = await OfferAsync(RepositoryRoot.File("samples", "monte-carlo", "monte-carlo.wasm"), "--name", "alike", "--hosts", "machine");
        var run = (await Network.EctAsync("run", app, "--trust", "3", "--out", Network.NewPath(), "--timeout", "3m")).ShouldSucceed();

        var deal = await Network.Requester.Deals.GetAsync(Bytes32.Parse((string)run.Document["deals"]![0]!));
        TaskParams.Parse(deal.Params).Needs.Should().Be(new MachineNeeds { Hosts = HostSameness.Machine });
        var workers = (await Network.EctAsync("pool", "workers", "local")).ShouldSucceed().Document["workers"]!.AsArray();
        workers.Select(worker => (string)worker!["processor"]!).Should().AllSatisfy(processor => processor.Should().NotBeEmpty()).And.OnlyContain(processor => processor == (string)workers[0]!["processor"]!);
        workers.Should().AllSatisfy(worker => worker!["offers"]!.AsArray().Select(offer => (string)offer!).Should().Contain("wasm"));
    }

    [Fact]
    public async Task A_network_for_an_app_must_be_wanted_by_who_pays()
    {
        var manifest = Network.NewPath();
        var digest = "sha256:" + new string('a', 64);
        await File.WriteAllTextAsync(manifest, new AppManifest.Oci(new ImageSource { Reference = $"example.com/crawler@{digest}", Digest = digest }) { Network = true }.ToCanonicalJson(), TestContext.Current.CancellationToken);
        var app = await OfferAsync(manifest, "--name", "crawler");

        (await Network.EctAsync("run", app)).ShouldFail(2, "invalid_value", "asks for a network", "inputs");
        (await Network.EctAsync("order", "sign", "request", app)).ShouldFail(2, "invalid_value", "asks for a network", "inputs");
        var signed = (await Network.EctAsync("order", "sign", "request", app, "--allow-network")).ShouldSucceed();
        signed.Output.Should().Contain("needs").And.Contain("network");
    }

    private async Task<string> OfferAsync(string file, params string[] options)
    {
        var published = (await Network.EctAsync(["app", "publish", file, .. options])).ShouldSucceed();
        var app = AssetId.Parse((string)published.Document["asset"]!["id"]!);
        await Network.Requester.Orders.Market.PostAsync(Network.Requester.Orders.Sign(new AppOrder(
            app, SampleShop.AppPrice, 100, Bytes32.Zero, 0, 0, Address.Zero, (ulong)TimeProvider.System.GetUtcNow().AddHours(1).ToUnixTimeSeconds(), OrderClient.NewSalt())));
        return AssetId.Format(app);
    }
}
