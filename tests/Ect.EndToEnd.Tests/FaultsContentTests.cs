using Ect.Cli.Up;
using Ect.Testing;

namespace Ect.EndToEnd.Tests;

/// <summary>A content store that alters, loses or withholds content: it is blamed, nothing wrong is used, money waits unharmed.</summary>
[Collection(NetworkToBreak.Name)]
public sealed class FaultsContentTests(BreakableNetwork breakable)
{
    private TestNetwork Network => breakable.Network;

    private string Store => Network.Folders().Of("content");

    [Fact]
    public async Task An_app_with_one_bit_flipped_never_runs_and_the_network_is_blamed()
    {
        var app = await breakable.OfferAppAsync(NewApp("tampered"), "tampered");
        FlipOneBit((string)app["cid"]!);
        var before = await Network.AccountAsync(Network.Local.Parties.Requester);
        var deal = await breakable.BuyAsync("tampered");
        await breakable.BlamesAsync(deal, "network", (string)app["cid"]!);
        var waited = (await Network.EctAsync("deal", "watch", $"{deal.Id}", "--timeout", "20s")).ShouldFail(7, "timeout", $"{deal.Id}");
        waited.Errors.Should().Contain("blaming the network");
        waited.Hint.Should().Contain($"ect deal watch {deal.Id}");

        // Whoever has a good copy can put it back.
        await breakable.OfferAppAsync(NewApp("tampered"), "tampered");
        await breakable.AssertSettledAsync(deal);
        var after = await Network.AccountAsync(Network.Local.Parties.Requester);
        (before.Free - after.Free).Should().Be(SampleShop.AppPrice + SampleShop.PoolPrice);
    }

    [Fact]
    public async Task A_result_with_one_bit_flipped_is_never_written()
    {
        var deal = await breakable.BuyAsync("monte-carlo", "--args", "7");
        await breakable.AssertSettledAsync(deal);
        var task = (await Network.Requester.Tasks.ListAsync(deal)).Single();
        var folder = Directory.CreateDirectory(Network.NewPath()).FullName;
        Task<EctOutcome> Download() => Network.EctAsync("task", "result", $"{deal.Id}:0", "--out", Path.Combine(folder, "result"));
        var root = Content.Cid.FromDigest(task.Digest!.Value.ToBytes()).ToString();

        FlipOneBit(root);
        (await Download()).ShouldFail(6, "content_tampered", root);
        (await Download()).ShouldFail(6, "content_tampered", root);
        Directory.EnumerateFileSystemEntries(folder).Should().BeEmpty("not a byte of what does not verify is kept");

        File.Delete(Path.Combine(Store, "damaged", root));
        (await Download()).ShouldFail(3, "content_missing", root);
        Directory.EnumerateFileSystemEntries(folder).Should().BeEmpty();
    }

    [Fact]
    public async Task While_the_content_store_is_away_tasks_wait_and_say_why()
    {
        var app = await breakable.OfferAppAsync(NewApp("withheld"), "withheld");
        Sdk.Deals.DealInfo deal = null!;
        await breakable.WithoutAsync(["content"], async () =>
        {
            deal = await breakable.BuyAsync("withheld");
            await breakable.BlamesAsync(deal, "network", Network.Local.Network.Content.ToString());
        });
        await breakable.AssertSettledAsync(deal);
    }

    // The sample with a section that means nothing: other bytes, other content id, same deeds.
    private string NewApp(string name)
    {
        byte[] text = System.Text.Encoding.ASCII.GetBytes(name);
        byte[] module = [.. File.ReadAllBytes(RepositoryRoot.File("samples", "monte-carlo", "monte-carlo.wasm")), 0, (byte)(text.Length + 1), (byte)text.Length, .. text];
        var path = Network.NewPath();
        File.WriteAllBytes(path, module);
        return path;
    }

    private void FlipOneBit(string cid)
    {
        var file = Directory.EnumerateFiles(Store, cid, SearchOption.AllDirectories).Single();
        var bytes = File.ReadAllBytes(file);
        bytes[bytes.Length / 2] ^= 1;
        File.WriteAllBytes(file, bytes);
    }
}
