using System.Net;
using System.Text.Json;
using Ect.Ethereum.Rpc;
using Ect.Ethereum.Transactions;
using Microsoft.Extensions.Time.Testing;
using static Ect.Ethereum.Tests.Rpc.FakeNodes;

namespace Ect.Ethereum.Tests.Rpc;

/// <summary>Several endpoints: fail-over, rate limits, lag, other chains, agreement.</summary>
public sealed class EndpointsTests
{
    private static readonly RpcEndpoints Three = new("http://a/key-1,http://b?key=2,http://user:secret@c");
    private static readonly EthClientOptions Fast = new() { FirstDelay = TimeSpan.FromMilliseconds(1), FailoverTimeout = TimeSpan.FromMilliseconds(200), Attempts = 2, ChainId = 1 };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Reads_stay_with_one_endpoint_while_it_does_well()
    {
        using var nodes = new FakeNodes().With("a").With("b").With("c");
        using var client = new EthClient(Three, options: Fast, handler: nodes);
        for (var i = 0; i < 5; i++)
        {
            (await client.GetBalanceAsync(Address.Zero, cancellationToken: Token)).Should().Be(1);
        }

        nodes.Count("a", "eth_getBalance").Should().Be(5);
    }

    [Theory]
    [InlineData("silent")]
    [InlineData("busy")]
    [InlineData("limited")]
    [InlineData("limited in words")]
    [InlineData("not json")]
    [InlineData("not a number")]
    [InlineData("no key")]
    [InlineData("lacks the state")]
    public async Task The_next_endpoint_is_asked_when_one_fails(string trouble)
    {
        using var nodes = new FakeNodes().With("a", (_, _) => Trouble(trouble)).With("b").With("c");
        using var client = new EthClient(Three, options: Fast, handler: nodes);
        (await client.GetBalanceAsync(Address.Zero, cancellationToken: Token)).Should().Be(1);
        (await client.GetBalanceAsync(Address.Zero, cancellationToken: Token)).Should().Be(1);
        nodes.Count("a", "eth_getBalance").Should().Be(1, "afterwards the one that answered is asked first");
    }

    [Fact]
    public async Task An_endpoint_that_limits_the_rate_is_left_alone_as_long_as_it_asks()
    {
        var time = new FakeTimeProvider();
        using var nodes = new FakeNodes().With("a", (_, _) => Limited(TimeSpan.FromSeconds(20))).With("b").With("c");
        using var client = new EthClient(Three, options: Fast with { FailoverTimeout = TimeSpan.FromSeconds(5) }, time: time, handler: nodes);
        await client.GetBalanceAsync(Address.Zero, cancellationToken: Token);
        client.States[0].Should().Match<EndpointState>(state => !state.IsAsked && state.Trouble!.Contains("too often"));
        time.Advance(TimeSpan.FromSeconds(21));
        client.States[0].IsAsked.Should().BeTrue();
    }

    [Fact]
    public async Task An_endpoint_that_lags_is_not_asked_and_one_that_boasts_is_not_believed()
    {
        using var nodes = new FakeNodes().With("a", head: 50).With("b").With("c", head: 1_000_000_000);
        using var client = new EthClient(Three, options: Fast, handler: nodes);
        await client.GetBalanceAsync(Address.Zero, cancellationToken: Token);
        nodes.Asked.Should().NotContain(call => call.Node == "a" && call.Method == "eth_getBalance");
        client.States[0].Trouble.Should().Be("its head 50 is behind the others' 100");
        client.States[1].IsAsked.Should().BeTrue();
        (await client.Agreed.BlockNumberAsync(Token)).Should().Be(100);
    }

    [Fact]
    public async Task An_endpoint_of_another_chain_is_excluded_and_named()
    {
        using var nodes = new FakeNodes().With("a", chain: 5).With("b").With("c");
        using var client = new EthClient(Three, options: Fast, handler: nodes);
        (await client.ChainIdAsync(Token)).Should().Be(1);
        (await client.Agreed.GetBalanceAsync(Address.Zero, cancellationToken: Token)).Should().Be(1);
        nodes.Asked.Should().NotContain(call => call.Node == "a" && call.Method == "eth_getBalance");
        client.States[0].Trouble.Should().Be("it serves chain 5, not chain 1");
    }

    [Fact]
    public async Task Endpoints_that_all_serve_another_chain_are_refused()
    {
        using var nodes = new FakeNodes().With("a", chain: 5).With("b", chain: 5).With("c", chain: 5);
        using var client = new EthClient(Three, options: Fast, handler: nodes);
        var act = () => client.BlockNumberAsync(Token);
        (await act.Should().ThrowAsync<ChainMismatchException>()).Which.Message.Should().Contain("serves chain 5, not chain 1");
    }

    [Fact]
    public async Task A_lie_of_one_endpoint_is_outvoted_at_the_same_block()
    {
        using var nodes = new FakeNodes().With("a", (_, _) => Result("\"0x99\""), head: 103).With("b", head: 101).With("c", head: 102);
        using var client = new EthClient(Three, options: Fast, handler: nodes);
        (await client.Agreed.GetBalanceAsync(Address.Zero, cancellationToken: Token)).Should().Be(1);
        nodes.Asked.Where(call => call.Method == "eth_getBalance").Should().OnlyContain(call => call.Parameters.Contains("0x66"), "102 is the newest block that two of them have");
    }

    [Fact]
    public async Task Endpoints_that_contradict_each_other_are_named_with_what_they_say_and_without_their_keys()
    {
        using var nodes = new FakeNodes().With("a", (_, _) => Result("\"0x99\"")).With("b").With("c", (_, _) => Answer(HttpStatusCode.BadGateway, "down"));
        using var client = new EthClient(Three, options: Fast, handler: nodes);
        var act = () => client.Agreed.GetBalanceAsync(Address.Zero, 100, Token);
        var problem = (await act.Should().ThrowAsync<NoQuorumException>()).Which;
        problem.Answers.Should().BeEquivalentTo([new NodeAnswer("a", "\"0x99\""), new NodeAnswer("b", "\"0x1\""), new NodeAnswer("c", "it answers HTTP 502.")]);
        problem.Message.Should().Contain("2 of the chain's 3 endpoints must agree on eth_getBalance").And.NotContain("key").And.NotContain("secret");
    }

    [Fact]
    public async Task Of_two_endpoints_both_must_agree_unless_one_is_said_to_do()
    {
        var two = new RpcEndpoints("http://a,http://b");
        using var nodes = new FakeNodes().With("a", (_, _) => Result("\"0x99\"")).With("b");
        using var both = new EthClient(two, options: Fast, handler: nodes);
        var act = () => both.Agreed.GetBalanceAsync(Address.Zero, cancellationToken: Token);
        await act.Should().ThrowAsync<NoQuorumException>();
        using var one = new EthClient(two, options: Fast with { Quorum = 1 }, handler: nodes);
        (await one.Agreed.GetBalanceAsync(Address.Zero, cancellationToken: Token)).IsOne.Should().BeFalse();
    }

    [Fact]
    public async Task A_refusal_that_enough_endpoints_give_is_an_answer()
    {
        using var nodes = new FakeNodes().With("a").With("b", (_, _) => Refusal(3, "execution reverted")).With("c", (_, _) => Refusal(3, "execution reverted"));
        using var client = new EthClient(Three, options: Fast, handler: nodes);
        var act = () => client.Agreed.EthCallAsync(Address.Zero, [], cancellationToken: Token);
        await act.Should().ThrowAsync<RevertException>();
    }

    [Fact]
    public async Task A_silent_endpoint_does_not_hold_up_agreement()
    {
        using var nodes = new FakeNodes().With("a", (_, _) => null!, head: null).With("b").With("c");
        using var client = new EthClient(Three, options: Fast with { FailoverTimeout = TimeSpan.FromHours(1), AttemptTimeout = TimeSpan.FromHours(1) }, handler: nodes);
        for (var i = 0; i < 10; i++)
        {
            (await client.Agreed.GetBalanceAsync(Address.Zero, cancellationToken: Token)).Should().Be(1);
        }
    }

    [Fact]
    public async Task A_transaction_goes_to_all_and_one_that_takes_it_is_enough()
    {
        using var nodes = new FakeNodes().With("a", (_, _) => Refusal(-32000, "nonce too low")).With("b", (_, _) => Answer(HttpStatusCode.BadGateway, "")).With("c", (_, _) => Result($"\"{Bytes32.Zero}\""));
        using var client = new EthClient(Three, options: Fast, handler: nodes);
        (await client.SendRawTransactionAsync([1], Token)).Should().Be(Bytes32.Zero);
        nodes.Asked.Where(call => call.Method == "eth_sendRawTransaction").Select(call => call.Node).Should().BeEquivalentTo("a", "b", "c");
    }

    [Fact]
    public async Task A_transaction_that_one_endpoint_knows_already_counts_as_taken_whatever_others_say()
    {
        using var nodes = new FakeNodes().With("a", (_, _) => Refusal(-32000, "nonce too low")).With("b", (_, _) => Refusal(-32000, "already known")).With("c", (_, _) => Refusal(-32000, "nonce too low"));
        using var client = new EthClient(Three, options: Fast, handler: nodes);
        var act = () => client.SendRawTransactionAsync([1], Token);
        (await act.Should().ThrowAsync<RpcException>()).Which.Message.Should().Contain("already known");
    }

    [Theory]
    [InlineData("\"http://a:1/x\"", 1)]
    [InlineData("[\"http://a:1\", \"https://b\"]", 2)]
    public void A_network_file_has_one_url_or_a_list(string json, int count)
    {
        var endpoints = JsonSerializer.Deserialize<RpcEndpoints>(json)!;
        endpoints.Should().HaveCount(count);
        endpoints.Problem.Should().BeNull();
        JsonSerializer.Deserialize<RpcEndpoints>(JsonSerializer.Serialize(endpoints)).Should().Equal(endpoints);
    }

    [Theory]
    [InlineData("ftp://a", "http or https")]
    [InlineData("", "0 endpoints")]
    [InlineData("http://a,http://a", "given twice")]
    public void Endpoints_that_cannot_be_used_say_why(string text, string why)
    {
        var endpoints = new RpcEndpoints(text);
        endpoints.Problem.Should().Contain(why);
        var act = () => new EthClient(endpoints);
        act.Should().Throw<ArgumentException>().WithMessage($"*{why}*");
    }

    [Fact]
    public void Endpoints_are_shown_without_keys() => Three.ToString().Should().Be("a, b, c");

    private static HttpResponseMessage Trouble(string kind) => kind switch
    {
        "silent" => null!,
        "busy" => Answer(HttpStatusCode.ServiceUnavailable, "busy"),
        "limited" => Answer(HttpStatusCode.TooManyRequests, "slow down"),
        "limited in words" => Refusal(-32005, "daily request count exceeded"),
        "not json" => Answer(HttpStatusCode.OK, "<html>"),
        "not a number" => Result("\"0xzz\""),
        "no key" => Answer(HttpStatusCode.Unauthorized, """{"jsonrpc":"2.0","error":{"code":-32000,"message":"no key"}}"""),
        _ => Refusal(-32000, "missing trie node"),
    };

    private static HttpResponseMessage Limited(TimeSpan retryAfter)
    {
        var answer = Answer(HttpStatusCode.TooManyRequests, "");
        answer.Headers.RetryAfter = new(retryAfter);
        return answer;
    }
}
