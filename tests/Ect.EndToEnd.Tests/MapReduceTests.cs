using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Ect.Cli.Up;
using Ect.Content;
using Ect.Content.Trees;
using Ect.Contracts;
using Ect.Ethereum;
using Ect.Protocol.Tasks;
using Ect.Sdk.Assets;
using Ect.Sdk.Orders;
using Ect.Testing;

namespace Ect.EndToEnd.Tests;

/// <summary>A text counted by a pool: map, a shuffle by content ids alone, reduce.</summary>
[Collection(RunningNetwork.Name)]
public sealed partial class MapReduceTests(SharedNetwork shared)
{
    private const int Splits = 4;
    private const int Reducers = 2;

    private TestNetwork Network => shared.Network;

    [Fact]
    public async Task Words_of_a_real_text_counted_by_a_pool_are_those_of_a_direct_count_and_are_bought_once()
    {
        var ct = TestContext.Current.CancellationToken;
        var text = RepositoryRoot.File("docs", "protocol.md");
        var (map, reduce) = (await OfferAsync("map"), await OfferAsync("reduce"));
        var (first, second) = (Network.NewPath(), Network.NewPath());
        string[] job = ["mapreduce", "--map", map, "--reduce", reduce, "--input", text, "--splits", $"{Splits}", "--reducers", $"{Reducers}", "--journal", first + ".journal", "--timeout", "5m"];

        var run = (await Network.EctAsync([.. job, "--out", first])).ShouldSucceed();

        var counts = await File.ReadAllLinesAsync((string)run.Document["result"]!, ct);
        var direct = Word().Matches(await File.ReadAllTextAsync(text, Encoding.Latin1, ct)).CountBy(word => word.Value.ToLowerInvariant()).ToDictionary();
        direct.Should().HaveCountGreaterThan(500);
        counts.Select(line => line.Split('\t')).ToDictionary(line => line[0], line => int.Parse(line[1], CultureInfo.InvariantCulture)).Should().BeEquivalentTo(direct);

        var (mapped, reduced) = (run.Document["steps"]![0]!, run.Document["steps"]![1]!);
        (mapped["results"]!.AsArray().Count, reduced["results"]!.AsArray().Count).Should().Be((Splits, Reducers));
        await AssertShuffledAsync(Bytes32.Parse((string)reduced["deals"]![0]!), [.. mapped["results"]!.AsArray().Select(root => Cid.Parse((string)root!))]);

        var deals = (await Network.Requester.Deals.ListAsync(Network.Local.Parties.Requester.Address, ct)).Count;
        var again = (await Network.EctAsync([.. job, "--out", second])).ShouldSucceed();
        again.Document["steps"]!.ToJsonString().Should().Be(run.Document["steps"]!.ToJsonString().Replace(Path.GetFileName(first), Path.GetFileName(second), StringComparison.Ordinal));
        (await Network.Requester.Deals.ListAsync(Network.Local.Parties.Requester.Address, ct)).Should().HaveCount(deals, "the journal says what was bought");
        (await File.ReadAllLinesAsync(Path.Combine(second, "result.txt"), ct)).Should().Equal(counts);
    }

    // What reducer r was to read is, by its content id, what mapper m wrote for it: nothing came in between.
    private async Task AssertShuffledAsync(Bytes32 deal, IReadOnlyList<Cid> mapped)
    {
        var input = InputAddress.Parse(TaskParams.Parse((await Network.Requester.Deals.GetAsync(deal)).Params).Inputs["parts"]);
        for (var reducer = 0u; reducer < Reducers; reducer++)
        {
            for (var mapper = 0; mapper < Splits; mapper++)
            {
                (await CidOfAsync(Cid.Parse(input.Root), [.. input.PathOf(reducer), $"{mapper}"])).Should().Be(await CidOfAsync(mapped[mapper], [$"part-{reducer}"]));
            }
        }
    }

    private async Task<Cid> CidOfAsync(Cid root, string[] path) =>
        (await ContentTree.ResolveAsync(Network.Requester.Content, root, path)).Should().BeOfType<PathOutcome.Found>().Which.Link.Cid;

    private async Task<string> OfferAsync(string module)
    {
        var published = (await Network.EctAsync("app", "publish", RepositoryRoot.File("samples", "word-count", $"{module}.wasm"), "--name", $"word-count-{module}")).ShouldSucceed();
        var app = AssetId.Parse((string)published.Document["asset"]!["id"]!);
        await Network.Requester.Orders.Market.PostAsync(Network.Requester.Orders.Sign(new AppOrder(
            app, SampleShop.AppPrice, 100, Bytes32.Zero, 0, 0, Address.Zero, (ulong)TimeProvider.System.GetUtcNow().AddHours(1).ToUnixTimeSeconds(), OrderClient.NewSalt())));
        return AssetId.Format(app);
    }

    [GeneratedRegex("[A-Za-z]+")]
    private static partial Regex Word();
}
