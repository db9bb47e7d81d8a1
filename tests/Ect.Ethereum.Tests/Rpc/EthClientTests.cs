using System.Net;
using System.Text;
using Ect.Ethereum.Rpc;
using Microsoft.Extensions.Time.Testing;

namespace Ect.Ethereum.Tests.Rpc;

public sealed class EthClientTests
{
    private static readonly Uri Url = new("http://node.test:8545/secret-path?key=abc");
    private static readonly EthClientOptions Fast = new() { FirstDelay = TimeSpan.FromMilliseconds(1), AttemptTimeout = TimeSpan.FromSeconds(5) };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Passing_troubles_are_tried_again()
    {
        using var node = new FakeNode(
            () => throw new HttpRequestException(HttpRequestError.ConnectionError, "refused"),
            () => Answer(HttpStatusCode.ServiceUnavailable, "busy"),
            () => Answer(HttpStatusCode.TooManyRequests, "slow down"),
            () => Answer(HttpStatusCode.OK, """{"jsonrpc":"2.0","id":1,"result":"0x10"}"""));
        using var client = new EthClient(Url, options: Fast, handler: node);
        (await client.BlockNumberAsync(Token)).Should().Be(16);
        node.Calls.Should().Be(4);
    }

    [Fact]
    public async Task A_node_that_never_answers_is_named_without_its_secret_path()
    {
        using var node = new FakeNode(() => throw new HttpRequestException(HttpRequestError.ConnectionError, "refused"));
        using var client = new EthClient(Url, options: Fast, handler: node);
        var act = () => client.BlockNumberAsync(Token);
        var problem = (await act.Should().ThrowAsync<NodeUnreachableException>()).Which;
        problem.Message.Should().Contain("node.test:8545").And.Contain("refused").And.NotContain("abc");
        node.Calls.Should().Be(5);
    }

    [Fact]
    public async Task An_attempt_without_an_answer_ends_in_time()
    {
        var time = new FakeTimeProvider();
        using var node = new FakeNode(silent: true);
        using var client = new EthClient(Url, options: new() { Attempts = 1, AttemptTimeout = TimeSpan.FromSeconds(7) }, time: time, handler: node);
        var call = client.BlockNumberAsync(Token);
        await Ect.Testing.Eventually.HoldsAsync("the request is sent", () => node.Calls == 1, cancellationToken: Token);
        time.Advance(TimeSpan.FromSeconds(8));
        var act = () => call;
        (await act.Should().ThrowAsync<NodeUnreachableException>()).Which.Message.Should().Contain("No answer within 7 s");
    }

    [Fact]
    public async Task A_refusal_is_an_error_with_code_and_data_and_is_not_tried_again()
    {
        using var node = new FakeNode(() => Answer(HttpStatusCode.OK, """{"jsonrpc":"2.0","id":1,"error":{"code":-32601,"message":"method not found","data":{"x":1}}}"""));
        using var client = new EthClient(Url, options: Fast, handler: node);
        var act = () => client.BlockNumberAsync(Token);
        var refusal = (await act.Should().ThrowAsync<RpcException>()).Which;
        (refusal.Code, refusal.RpcData).Should().Be((-32601, """{"x":1}"""));
        refusal.Message.Should().Contain("eth_blockNumber").And.Contain("method not found");
        node.Calls.Should().Be(1);
    }

    [Theory]
    [InlineData("not json")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("{\"result\":17}")]
    [InlineData("{\"result\":\"0xzz\"}")]
    [InlineData("{\"result\":\"0x\"}")]
    [InlineData("{\"result\":\"0x10000000000000000\"}")]
    [InlineData("{\"result\":\"-0x1\"}")]
    public async Task An_answer_that_is_not_understood_says_so(string body)
    {
        using var node = new FakeNode(() => Answer(HttpStatusCode.OK, body));
        using var client = new EthClient(Url, options: Fast, handler: node);
        var act = () => client.BlockNumberAsync(Token);
        (await act.Should().ThrowAsync<RpcException>()).Which.Code.Should().Be(RpcException.MalformedAnswer);
    }

    [Fact]
    public async Task An_answer_larger_than_the_limit_is_refused()
    {
        using var node = new FakeNode(() => new HttpResponseMessage { Content = new StreamContent(new EndlessStream()) });
        using var client = new EthClient(Url, options: Fast with { MaxResponseBytes = 1_000_000 }, handler: node);
        var act = () => client.BlockNumberAsync(Token);
        (await act.Should().ThrowAsync<RpcException>()).Which.Message.Should().Contain("larger than 1000000 bytes");
        node.Calls.Should().Be(1);
    }

    [Fact]
    public async Task A_node_that_answers_null_knows_nothing()
    {
        using var node = new FakeNode(() => Answer(HttpStatusCode.OK, """{"jsonrpc":"2.0","id":1,"result":null}"""));
        using var client = new EthClient(Url, options: Fast, handler: node);
        (await client.GetTransactionReceiptAsync(Bytes32.Zero, Token)).Should().BeNull();
        (await client.GetBlockAsync(5, Token)).Should().BeNull();
    }

    [Fact]
    public async Task Cancellation_is_no_error_of_the_node()
    {
        using var node = new FakeNode(silent: true);
        using var client = new EthClient(Url, options: Fast, handler: node);
        using var cancel = new CancellationTokenSource();
        var call = client.BlockNumberAsync(cancel.Token);
        await cancel.CancelAsync();
        var act = () => call;
        await act.Should().ThrowAsync<OperationCanceledException>();
    }

    private static HttpResponseMessage Answer(HttpStatusCode status, string body) => new(status) { Content = new StringContent(body, Encoding.UTF8, "application/json") };

    private sealed class FakeNode(bool silent, params Func<HttpResponseMessage>[] answers) : HttpMessageHandler
    {
        public FakeNode(params Func<HttpResponseMessage>[] answers)
            : this(false, answers)
        {
        }

        public int Calls { get; private set; }

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Calls++;
            if (silent)
            {
                await new TaskCompletionSource().Task.WaitAsync(cancellationToken);
            }

            return answers[Math.Min(Calls, answers.Length) - 1]();
        }
    }

    private sealed class EndlessStream : Stream
    {
        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count)
        {
            buffer.AsSpan(offset, count).Fill((byte)' ');
            return count;
        }

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
