using Ect.Cli.Up;
using Ect.Contracts;
using Ect.Ethereum;
using Ect.Sdk.Assets;
using Ect.Sdk.Orders;
using Ect.Testing;

namespace Ect.EndToEnd.Tests;

/// <summary>An application at fault: the requester learns what it did, gets its price back, and nothing stays locked.</summary>
[Collection(RunningNetwork.Name)]
public sealed class FaultyAppTests(SharedNetwork shared)
{
    private TestNetwork Network => shared.Network;

    [Theory]
    [InlineData("loop", "fuel")]
    [InlineData("memory", "memory")]
    [InlineData("flood-stdout", "output")]
    [InlineData("flood-file", "output")]
    [InlineData("exit", "3")]
    [InlineData("abort", "trap")]
    public async Task A_faulty_app_is_named_and_its_price_goes_back(string mode, string named)
    {
        await AssertBlamedAsync(await OfferAsync(RepositoryRoot.File("samples", "hostile", "hostile.wasm")), named, mode);
    }

    [Fact]
    public async Task A_malformed_module_is_named_and_its_price_goes_back()
    {
        var file = Path.Combine(Network.Folder, "malformed.wasm");
        await File.WriteAllBytesAsync(file, "\0asm\u0001\0\0\0 and nothing that follows"u8.ToArray(), TestContext.Current.CancellationToken);
        await AssertBlamedAsync(await OfferAsync(file), "malformed");
    }

    private async Task AssertBlamedAsync(System.Numerics.BigInteger app, string named, params string[] args)
    {
        var before = await Network.AccountAsync(Network.Local.Parties.Requester);
        var deal = await Network.BuyAsync(app, null, tasks: 1, trust: 2, args);
        var task = (await Network.EndOfAsync(deal, TimeSpan.FromMinutes(2))).Single();

        task.Status.Should().Be(ChainTaskStatus.Completed);
        task.AppFailed.Should().BeTrue();
        var folder = Path.Combine(Network.Folder, $"result-{deal.Id}");
        await Network.Requester.Tasks.DownloadResultAsync(task, Network.Requester.Content, folder, cancellation: TestContext.Current.CancellationToken);
        var failure = await File.ReadAllTextAsync(Path.Combine(folder, "failure.json"), TestContext.Current.CancellationToken);
        failure.Should().ContainEquivalentOf(named);
        var after = await Network.AccountAsync(Network.Local.Parties.Requester);
        (before.Free - after.Free).Should().Be(SampleShop.PoolPrice, "the workers did the work, the app's price came back");
        after.Locked.Should().Be(before.Locked);
        await Network.AssertConservedAsync();
    }

    private async Task<System.Numerics.BigInteger> OfferAsync(string file)
    {
        await using var owner = new Sdk.EctClient(Network.Local.Network, Network.Local.Parties.AppOwner.Key);
        var app = (await owner.Assets.PublishAsync(AssetKind.App, file, new AssetMetadata { Name = Path.GetFileNameWithoutExtension(file) })).Asset.Id;
        await owner.Orders.Market.PostAsync(owner.Orders.Sign(new AppOrder(
            app, SampleShop.AppPrice, 100, Bytes32.Zero, 0, 0, Address.Zero, (ulong)TimeProvider.System.GetUtcNow().AddHours(1).ToUnixTimeSeconds(), OrderClient.NewSalt())));
        return app;
    }
}
