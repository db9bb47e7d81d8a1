using System.Text.Json;
using Ect.Cli.Frame;
using Ect.Contracts;
using Ect.Sdk.Assets;

namespace Ect.Cli.Tests.Network;

/// <summary>Pools are described and found by command lines, on a real chain.</summary>
public sealed class MatchmakerCommandTests(LocalServices services) : IClassFixture<LocalServices>, IAsyncLifetime
{
    private const string Ana = "ana";
    private const string Ben = "ben";

    private readonly Cli _cli = new();

    public async ValueTask InitializeAsync()
    {
        services.Network.Save(Path.Combine(_cli.Home, "networks", "local", "network.json"));
        string[] names = ["rich", Ana, Ben];
        for (var i = 0; i < names.Length; i++)
        {
            await _cli.JsonAsync("wallet", "import", _cli.WriteFile($"{names[i]}.key", services.Keys[i]), "--name", names[i]);
        }

        await _cli.JsonAsync("wallet", "send", "100", Ana, "--wallet", "rich");
        await _cli.JsonAsync("wallet", "deposit", "100", "--wallet", Ana);
    }

    public async ValueTask DisposeAsync()
    {
        // The walk is the chain's, which the tests share.
        foreach (var pool in (await _cli.JsonAsync("pool", "list")).GetProperty("assets").EnumerateArray())
        {
            await _cli.RunAsync("pool", "describe", pool.GetProperty("id").GetString()!, "--withdraw", "--wallet", Ana);
        }

        _cli.Dispose();
    }

    [Fact]
    public async Task A_pool_is_described_replaced_and_withdrawn_and_what_is_said_already_costs_nothing()
    {
        var pool = await PoolAsync("garage", "3");
        (await _cli.JsonAsync("pool", "describe", pool)).GetProperty("place").ValueKind.Should().Be(JsonValueKind.Null);

        var said = await DescribeAsync(pool, "--set", "Memory=8192", "--set", "HasGPU=true", "--set", "Region=eu");
        said.GetProperty("gas").GetInt64().Should().BeGreaterThan(100_000);
        said.GetProperty("place").GetInt32().Should().Be(1);
        Attributes(said, "attributes").Should().Equal("Memory=8192", "HasGPU=true", "Region=\"eu\"");
        Attributes(said, "offered").Should().Equal("Price=3000000000", "WorkerStake=3000000000", "Category=0", "Trust=3", "Private=false");

        (await DescribeAsync(pool, "--set", "memory=8192")).GetProperty("gas").ValueKind.Should().Be(JsonValueKind.Null, "it is said already");
        Attributes(await DescribeAsync(pool, "--unset", "HASGPU", "--set", "Cpus=4"), "attributes").Should().Equal("Memory=8192", "Region=\"eu\"", "Cpus=4");
        Attributes(await DescribeAsync(pool, "--ad", "[ Cpus = 2 * 4; Note = \"new\" ]", "--replace"), "attributes").Should().Equal("Cpus=8", "Note=\"new\"");

        var withdrawn = await DescribeAsync(pool, "--withdraw");
        Attributes(withdrawn, "attributes").Should().BeEmpty();
        withdrawn.GetProperty("place").ValueKind.Should().Be(JsonValueKind.Null);
        var text = await _cli.RunAsync("pool", "describe", pool);
        text.Out.Should().Contain("nothing is said of it on chain").And.Contain("0 of at most 32 attributes");
    }

    [Fact]
    public async Task What_a_pool_cannot_say_is_refused_and_nothing_is_sent()
    {
        var pool = await PoolAsync("refused", "3");
        (await FailureAsync(pool, "--set", "Price=1")).Should().Contain("standing offer");
        (await FailureAsync(pool, "--set", $"Name={new string('x', 32)}")).Should().Contain("31 bytes at most");
        (await FailureAsync(pool, "--set", $"{new string('x', 32)}=1")).Should().Contain("1 to 31");
        (await FailureAsync(pool, "--ad", "[ Load = 0.5 ]")).Should().Contain("integers");
        (await FailureAsync(pool, [.. Enumerable.Range(0, 33).SelectMany(i => new[] { "--set", $"a{i}=1" })])).Should().Contain("33 attributes").And.Contain("at most 32");
        (await _cli.FailureAsync("pool", "describe", pool, "--set", "x=1", "--wallet", Ben)).Message.Should().Contain("described by its owner");
        (await _cli.FailureAsync("pool", "describe", pool, "--from-workers", "--url", "http://127.0.0.1:1", "--wallet", Ana)).Code.Should().Be("scheduler_unreachable");
        Attributes(await _cli.JsonAsync("pool", "describe", pool), "attributes").Should().BeEmpty();
    }

    [Fact]
    public async Task A_pool_is_found_by_requirements_rank_and_policy_and_the_others_are_told_why()
    {
        var cheap = await PoolAsync("cheap", "1");
        var large = await PoolAsync("large", "5");
        var mute = await PoolAsync("mute", offer: null);
        await DescribeAsync(cheap, "--set", "Memory=2048");
        await DescribeAsync(large, "--set", "Memory=65536", "--set", "Region=EU");
        await DescribeAsync(mute, "--set", "Memory=65536");

        (await FoundAsync()).Should().Be(cheap);
        (await FoundAsync("--policy", "first")).Should().Be(cheap);
        (await FoundAsync("--rank", "TARGET.Memory")).Should().Be(large);
        (await FoundAsync("--requirements", "TARGET.Region == \"eu\" && TARGET.Price > 2000000000")).Should().Be(large);
        (await FoundAsync("--from", "1")).Should().Be(large);

        var found = await _cli.JsonAsync("pool", "find", "--requirements", "TARGET.Memory >= 4096");
        found.GetProperty("found").GetProperty("price").GetString().Should().Be("5");
        found.GetProperty("gas").GetInt64().Should().BeInRange(60_000, 250_000, "three cold pools");
        found.GetProperty("program").GetString().Should().StartWith("0x06");
        found.GetProperty("candidates").EnumerateArray().Select(candidate => Why(candidate)).Should().Equal("TARGET.Memory >= 4096 is false", "", "no offer of it stands on chain");

        var none = await _cli.RunAsync("pool", "find", "--requirements", "TARGET.Memory >= 1048576", "--json");
        none.Exit.Should().Be(ExitCode.NotFound);
        none.Json.GetProperty("found").ValueKind.Should().Be(JsonValueKind.Null);
        (await _cli.RunAsync("pool", "find", "--max-price", "0.5")).Out.Should().Contain("none of the 3").And.Contain("pays at most 0.5");
        (await _cli.RunAsync("pool", "find", "--most", "1")).Out.Should().Contain("taken").And.Contain("look on with --from 1");

        await _cli.JsonAsync("wallet", "withdraw", (await FreeAsync()).ToString(), "--wallet", Ana);
        (await _cli.RunAsync("pool", "find")).Out.Should().Contain("the owner must deposit");
        await _cli.JsonAsync("wallet", "deposit", "50", "--wallet", Ana);
        (await FoundAsync()).Should().Be(cheap);
    }

    [Fact]
    public async Task A_pool_that_sells_nothing_any_more_is_swept_out_by_anybody_and_comes_back_with_its_next_words()
    {
        var pool = await PoolAsync("gone", "2");
        await DescribeAsync(pool, "--set", "Memory=1");
        (await _cli.FailureAsync("pool", "forget", pool, "--wallet", Ben)).Should().Match<(ExitCode Exit, string Code, string Message)>(failure => failure.Exit == ExitCode.Refused && failure.Code == "NothingToForget");
        await _cli.JsonAsync("order", "withdraw", "pool", pool, "--wallet", Ana);

        (await _cli.JsonAsync("pool", "forget", pool, "--wallet", Ben)).GetProperty("gas").GetInt64().Should().BeGreaterThan(21_000);
        (await _cli.JsonAsync("pool", "forget", pool, "--wallet", Ben)).GetProperty("gas").ValueKind.Should().Be(JsonValueKind.Null, "it is gone");
        (await _cli.RunAsync("pool", "describe", pool)).Out.Should().Contain("brings it back").And.Contain("cancelled");

        await _cli.JsonAsync("order", "stand", "pool", pool, "--price", "2", "--wallet", Ana);
        (await DescribeAsync(pool, "--set", "Memory=1")).GetProperty("place").GetInt32().Should().Be(1);
        (await FoundAsync()).Should().Be(pool);
    }

    [Fact]
    public async Task Bytes_that_are_no_text_do_not_keep_others_from_being_found()
    {
        var good = await PoolAsync("good", "2");
        var bad = await PoolAsync("bad", "1");
        await DescribeAsync(good, "--set", "Memory=1");
        var call = new Matchmaker(services.Network.Deployment.Matchmaker).Describe(AssetId.Parse(bad), [new("Region", AttributeKind.Text, 0, "eu")]);
        for (var at = 0; at < call.Data.Length - 1; at++)
        {
            if (call.Data[at] == (byte)'e' && call.Data[at + 1] == (byte)'u')
            {
                (call.Data[at], call.Data[at + 1]) = (0xff, 0xfe);
            }
        }

        await services.SendAsync(1, call);

        (await FoundAsync("--requirements", "TARGET.Region is undefined")).Should().Be(good);
        (await FoundAsync("--requirements", "TARGET.Region >= \"z\"")).Should().Be(bad, "bytes are compared as bytes");
        (await _cli.RunAsync("pool", "describe", bad)).Exit.Should().Be(ExitCode.Ok);
    }

    private static string Why(JsonElement candidate) => string.Join("; ", candidate.GetProperty("whyNot").EnumerateArray().Select(why => why.GetString()));

    private static IEnumerable<string> Attributes(JsonElement document, string member) =>
        document.GetProperty(member).EnumerateArray().Select(one => $"{one.GetProperty("name").GetString()}={one.GetProperty("value").GetString()}");

    private Task<JsonElement> DescribeAsync(string pool, params string[] what) => _cli.JsonAsync(["pool", "describe", pool, .. what, "--wallet", Ana]);

    private async Task<string> FailureAsync(string pool, params string[] what)
    {
        var (exit, code, message) = await _cli.FailureAsync(["pool", "describe", pool, .. what, "--wallet", Ana]);
        (exit, code).Should().Be((ExitCode.Usage, "invalid_value"));
        return message;
    }

    private async Task<string> FoundAsync(params string[] wish) =>
        (await _cli.JsonAsync(["pool", "find", .. wish])).GetProperty("found").GetProperty("pool").GetProperty("id").GetString()!;

    private async Task<decimal> FreeAsync() =>
        decimal.Parse((await _cli.JsonAsync("wallet", "balance", "--wallet", Ana)).GetProperty("free").GetString()!, System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>A new pool of Ana's, its id; offered on chain at a price.</summary>
    private async Task<string> PoolAsync(string name, string? offer)
    {
        var published = await _cli.JsonAsync("pool", "publish", $"{name}-{Guid.NewGuid():n}"[..24], "--wallet", Ana);
        var id = published.GetProperty("asset").GetProperty("id").GetString()!;
        if (offer is not null)
        {
            await _cli.JsonAsync("order", "stand", "pool", id, "--price", offer, "--wallet", Ana);
        }

        return id;
    }
}
