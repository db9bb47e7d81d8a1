using System.Net;
using System.Net.Sockets;
using System.Text;
using Ect.Content.Http;
using Ect.Content.Tests.Trees;
using static Ect.Content.Tests.Http.FakeTransport;

namespace Ect.Content.Tests.Http;

/// <summary>The client against a network and servers that misbehave.</summary>
public sealed class RetryTests
{
    private static readonly Block Hello = Block.Create(CidCodec.Raw, "hello"u8.ToArray());
    private static readonly Uri Endpoint = new("http://content.example/store");

    private readonly InstantTime time = new(TimeSpan.FromSeconds(30));

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(HttpStatusCode.ServiceUnavailable)]
    [InlineData(HttpStatusCode.BadGateway)]
    [InlineData(HttpStatusCode.GatewayTimeout)]
    [InlineData(HttpStatusCode.TooManyRequests)]
    [InlineData(HttpStatusCode.RequestTimeout)]
    public async Task Passing_failures_are_retried_with_growing_waits(HttpStatusCode status)
    {
        var transport = new FakeTransport((n, _) => n < 5 ? Status(status) : Status(HttpStatusCode.OK, Hello.Data.ToArray()));
        using var client = Client(transport);
        (await client.GetAsync(Hello.Cid, Cancellation)).Data.ToArray().Should().Equal(Hello.Data.ToArray());
        transport.Requests.Should().HaveCount(5).And.OnlyContain(request => request == $"GET /store/blocks/{Hello.Cid}");
        var waits = time.Waits.ToArray();
        waits.Should().HaveCount(4);
        for (var i = 0; i < 4; i++)
        {
            waits[i].TotalMilliseconds.Should().BeInRange(100 << i, 200 << i);
        }
    }

    [Fact]
    public async Task A_cut_body_and_a_refused_connection_are_retried()
    {
        using var client = Client(new FakeTransport((n, _) => n switch
        {
            1 => throw new HttpRequestException("refused", new SocketException((int)SocketError.ConnectionRefused)),
            2 => new HttpResponseMessage(HttpStatusCode.OK) { Content = new StreamContent(new CutStream()) },
            _ => Status(HttpStatusCode.OK, Hello.Data.ToArray()),
        }));
        (await client.GetAsync(Hello.Cid, Cancellation)).Cid.Should().Be(Hello.Cid);
    }

    [Fact]
    public async Task An_upload_is_repeated_with_its_body()
    {
        var bodies = new List<string>();
        using var client = Client(new FakeTransport((n, request) =>
        {
            using var sent = new MemoryStream();
            request.Content!.CopyTo(sent, null, Cancellation);
            bodies.Add(Encoding.UTF8.GetString(sent.ToArray()));
            return Status(n < 3 ? HttpStatusCode.ServiceUnavailable : HttpStatusCode.Created);
        }));
        (await client.PutAsync(Hello, Cancellation)).Should().BeTrue();
        bodies.Should().Equal("hello", "hello", "hello");
    }

    [Theory]
    [InlineData(3, 3)]
    [InlineData(3_600, 10)]
    public async Task The_servers_wish_to_wait_is_followed_within_reason(int asked, int waited)
    {
        using var client = Client(new FakeTransport((n, _) =>
        {
            var response = Status(n == 1 ? HttpStatusCode.ServiceUnavailable : HttpStatusCode.OK, Hello.Data.ToArray());
            response.Headers.RetryAfter = new(TimeSpan.FromSeconds(asked));
            return response;
        }));
        await client.GetAsync(Hello.Cid, Cancellation);
        time.Waits.Should().Equal(TimeSpan.FromSeconds(waited));
    }

    [Fact]
    public async Task What_stays_broken_is_given_up_with_the_reason()
    {
        var transport = new FakeTransport((_, _) => Status(HttpStatusCode.ServiceUnavailable, Encoding.UTF8.GetBytes("""{"detail":"closed for today"}""")));
        using var client = Client(transport);
        (await FluentActions.Invoking(() => client.GetAsync(Hello.Cid, Cancellation)).Should().ThrowAsync<ContentUnavailableException>()).WithMessage("*http://content.example/store/*503*closed for today*");
        transport.Requests.Should().HaveCount(5);
    }

    [Fact]
    public async Task A_server_that_does_not_answer_in_time_is_unavailable()
    {
        using var client = new ContentClient(Endpoint, new ContentClientOptions { Attempts = 2, AttemptTimeout = TimeSpan.FromSeconds(5) }, time, new SilentTransport());
        (await FluentActions.Invoking(() => client.GetAsync(Hello.Cid, Cancellation)).Should().ThrowAsync<ContentUnavailableException>()).WithMessage("*no answer within 5 s*");
    }

    [Fact]
    public async Task The_callers_cancellation_is_no_error_of_the_server()
    {
        using var stop = new CancellationTokenSource();
        using var client = new ContentClient(Endpoint, new ContentClientOptions { AttemptTimeout = TimeSpan.FromMinutes(1) }, time, new SilentTransport());
        var get = client.GetAsync(Hello.Cid, stop.Token);
        await stop.CancelAsync();
        await FluentActions.Invoking(() => get).Should().ThrowAsync<OperationCanceledException>();
    }

    [Fact]
    public async Task Altered_bytes_are_tampering_and_not_retried()
    {
        var transport = new FakeTransport((_, _) => Status(HttpStatusCode.OK, "hellp"u8.ToArray()));
        using var client = Client(transport);
        (await FluentActions.Invoking(() => client.GetAsync(Hello.Cid, Cancellation)).Should().ThrowAsync<ContentTamperedException>()).Which.Cid.Should().Be(Hello.Cid);
        transport.Requests.Should().HaveCount(1);
    }

    [Fact]
    public async Task An_endless_answer_is_cut_off()
    {
        using var client = Client(new FakeTransport((_, _) => new HttpResponseMessage(HttpStatusCode.OK) { Content = new StreamContent(new EndlessStream()) }));
        await FluentActions.Invoking(() => client.GetAsync(Hello.Cid, Cancellation)).Should().ThrowAsync<ContentTooLargeException>();
    }

    [Theory]
    [InlineData(HttpStatusCode.NotFound, typeof(ContentMissingException))]
    [InlineData(HttpStatusCode.RequestEntityTooLarge, typeof(ContentTooLargeException))]
    [InlineData(HttpStatusCode.InsufficientStorage, typeof(ContentStoreFullException))]
    [InlineData(HttpStatusCode.InternalServerError, typeof(ContentUnavailableException))]
    [InlineData(HttpStatusCode.Forbidden, typeof(ContentUnavailableException))]
    [InlineData(HttpStatusCode.Found, typeof(ContentUnavailableException))]
    public async Task Lasting_failures_have_their_type_and_are_not_retried(HttpStatusCode status, Type expected)
    {
        var transport = new FakeTransport((_, _) => Status(status, "<html>no problem+json</html>"u8.ToArray()));
        using var client = Client(transport);
        var error = await Record.ExceptionAsync(() => client.GetAsync(Hello.Cid, Cancellation));
        error.Should().BeOfType(expected);
        transport.Requests.Should().HaveCount(1);
    }

    [Fact]
    public async Task A_server_cannot_ask_for_blocks_that_were_not_offered()
    {
        var local = new MemoryBlockStore();
        var root = await SampleTree.ImportAsync(local);
        await local.PutAsync(Hello, Cancellation);
        var transport = new FakeTransport((_, request) => request.Method == HttpMethod.Post
            ? Status(HttpStatusCode.OK, Encoding.UTF8.GetBytes($$"""{"cids":["{{Block.Create(CidCodec.Raw, "secret"u8.ToArray()).Cid}}","{{root}}"]}"""))
            : Status(HttpStatusCode.Created));
        await local.PutAsync(Block.Create(CidCodec.Raw, "secret"u8.ToArray()), Cancellation);
        using var client = Client(transport);
        (await client.UploadTreeAsync(local, root, cancellationToken: Cancellation)).Should().Be(1);
        transport.Requests.Should().Equal("POST /store/blocks/missing", $"PUT /store/blocks/{root}");
    }

    private ContentClient Client(HttpMessageHandler transport) => new(Endpoint, time: time, transport: transport);

    private sealed class SilentTransport : HttpMessageHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
            throw new InvalidOperationException("Never reached.");
        }
    }

    private sealed class CutStream : MemoryStream
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => throw new IOException("connection reset");

        public override Task CopyToAsync(Stream destination, int bufferSize, CancellationToken cancellationToken) => throw new IOException("connection reset");
    }

    private sealed class EndlessStream : MemoryStream
    {
        public override Task CopyToAsync(Stream destination, int bufferSize, CancellationToken cancellationToken) => CopyAsync(destination, cancellationToken);

        private static async Task CopyAsync(Stream destination, CancellationToken cancellationToken)
        {
            while (true)
            {
                await destination.WriteAsync(new byte[65_536], cancellationToken);
            }
        }
    }
}
