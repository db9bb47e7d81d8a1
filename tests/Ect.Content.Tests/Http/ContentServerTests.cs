using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Ect.Content.Http;
using Ect.Content.Storage;
using Ect.Content.Tests.Trees;
using Ect.Content.Trees;

namespace Ect.Content.Tests.Http;

public sealed class ContentServerTests : IAsyncDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly MemoryBlockStore store = new();
    private RunningServer? server;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        await (server?.DisposeAsync() ?? ValueTask.CompletedTask);
        folder.Dispose();
    }

    [Fact]
    public async Task A_block_is_put_once_and_got_and_asked_for()
    {
        using var http = await StartAsync();
        var block = Block.Create(CidCodec.Raw, "hello"u8.ToArray());
        (await http.GetAsync($"blocks/{block.Cid}", Cancellation)).StatusCode.Should().Be(HttpStatusCode.NotFound);
        (await HeadAsync(http, $"blocks/{block.Cid}")).StatusCode.Should().Be(HttpStatusCode.NotFound);
        (await PutAsync(http, block.Cid.ToString(), "hello"u8.ToArray())).StatusCode.Should().Be(HttpStatusCode.Created);
        (await PutAsync(http, block.Cid.ToString(), "hello"u8.ToArray())).StatusCode.Should().Be(HttpStatusCode.NoContent);
        (await HeadAsync(http, $"blocks/{block.Cid}")).StatusCode.Should().Be(HttpStatusCode.OK);
        using var got = await http.GetAsync($"blocks/{block.Cid}", Cancellation);
        (await got.Content.ReadAsStringAsync(Cancellation)).Should().Be("hello");
        got.Content.Headers.ContentType!.ToString().Should().Be("application/vnd.ipld.raw");
        got.Headers.ETag!.Tag.Should().Be($"\"{block.Cid}\"");
        got.Headers.CacheControl!.ToString().Should().Contain("immutable");
        got.Headers.GetValues("X-Content-Type-Options").Should().Equal("nosniff");
    }

    [Fact]
    public async Task Bytes_that_do_not_have_the_hash_are_refused_and_not_kept()
    {
        using var http = await StartAsync();
        var cid = Cid.Hash(CidCodec.Raw, "hello"u8);
        await ExpectProblemAsync(await PutAsync(http, cid.ToString(), "hellp"u8.ToArray()), HttpStatusCode.BadRequest, "do not have the hash");
        store.Blocks.Should().BeEmpty();
    }

    [Theory]
    [InlineData("PUT", "blocks/QmUNLLsPACCz1vLxQVkXqqLX5R1X345qqfHbsf67hvA3Nn")]
    [InlineData("GET", "blocks/..%2f..%2fetc%2fpasswd")]
    [InlineData("GET", "blocks/x")]
    [InlineData("GET", "content/x/y")]
    public async Task What_is_no_content_id_is_a_bad_request(string method, string path)
    {
        using var http = await StartAsync();
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        await ExpectProblemAsync(await http.SendAsync(request, Cancellation), HttpStatusCode.BadRequest, "no CIDv1");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_block_beyond_2_MiB_is_refused_whether_or_not_it_says_its_size(bool chunked)
    {
        using var http = await StartAsync();
        var largest = new byte[Block.MaxLength];
        (await PutAsync(http, Cid.Hash(CidCodec.Raw, largest).ToString(), largest, chunked)).StatusCode.Should().Be(HttpStatusCode.Created);
        var tooLarge = new byte[Block.MaxLength + 1];
        await ExpectProblemAsync(await PutAsync(http, Cid.Hash(CidCodec.Raw, tooLarge).ToString(), tooLarge, chunked), HttpStatusCode.RequestEntityTooLarge, "exceeds 2097152 bytes");
        store.Blocks.Should().HaveCount(1);
    }

    [Fact]
    public async Task Missing_blocks_are_named()
    {
        using var http = await StartAsync();
        var here = Block.Create(CidCodec.Raw, new byte[] { 1 });
        await store.PutAsync(here, Cancellation);
        var gone = Cid.Hash(CidCodec.Raw, [2]);
        using var response = await http.PostAsJsonAsync("blocks/missing", new { cids = new[] { here.Cid, gone } }, Cancellation);
        (await response.Content.ReadAsStringAsync(Cancellation)).Should().Be($"{{\"cids\":[\"{gone}\"]}}");
    }

    [Theory]
    [InlineData("", HttpStatusCode.BadRequest)]
    [InlineData("null", HttpStatusCode.BadRequest)]
    [InlineData("{}", HttpStatusCode.BadRequest)]
    [InlineData("{\"cids\":null}", HttpStatusCode.BadRequest)]
    [InlineData("{\"cids\":[null]}", HttpStatusCode.BadRequest)]
    [InlineData("{\"cids\":[\"x\"]}", HttpStatusCode.BadRequest)]
    [InlineData("{\"cids\":[],\"more\":1}", HttpStatusCode.BadRequest)]
    [InlineData("{\"cids\":[", HttpStatusCode.BadRequest)]
    [InlineData("{\"cids\":[]}", HttpStatusCode.OK)]
    public async Task Malformed_questions_are_bad_requests(string json, HttpStatusCode status)
    {
        using var http = await StartAsync();
        using var body = new StringContent(json, Encoding.UTF8, "application/json");
        var response = await http.PostAsync("blocks/missing", body, Cancellation);
        response.StatusCode.Should().Be(status);
        if (status != HttpStatusCode.OK)
        {
            response.Content.Headers.ContentType!.MediaType.Should().Be("application/problem+json");
        }
    }

    [Fact]
    public async Task Too_many_ids_are_refused()
    {
        using var http = await StartAsync(new ContentServerOptions { MaxMissingQuery = 10 });
        var cids = Enumerable.Range(0, 11).Select(i => Cid.Hash(CidCodec.Raw, [(byte)i])).ToArray();
        (await http.PostAsJsonAsync("blocks/missing", new { cids = cids[..10] }, Cancellation)).StatusCode.Should().Be(HttpStatusCode.OK);
        await ExpectProblemAsync(await http.PostAsJsonAsync("blocks/missing", new { cids }, Cancellation), HttpStatusCode.RequestEntityTooLarge, "at most 10");
        await ExpectProblemAsync(await http.PostAsJsonAsync("blocks/missing", new { cids = Enumerable.Repeat(cids[0], 1_000) }, Cancellation), HttpStatusCode.RequestEntityTooLarge, "exceeds");
    }

    [Fact]
    public async Task A_file_inside_a_tree_is_a_download()
    {
        using var http = await StartAsync();
        var root = await SampleTree.ImportAsync(store);
        using var response = await http.GetAsync($"content/{root}/a/b/big.bin", Cancellation);
        (await response.Content.ReadAsByteArrayAsync(Cancellation)).Should().Equal(GeneratedBytes.Make(600_000, 1));
        response.Content.Headers.ContentType!.ToString().Should().Be("application/octet-stream");
        response.Content.Headers.ContentLength.Should().Be(600_000);
        response.Content.Headers.ContentDisposition!.ToString().Should().StartWith("attachment; filename=big.bin");
        response.Headers.GetValues("X-Content-Type-Options").Should().Equal("nosniff");
        response.Headers.GetValues("Content-Security-Policy").Single().Should().Contain("sandbox");
        using var head = await HeadAsync(http, $"content/{root}/a/b/big.bin");
        head.Content.Headers.ContentLength.Should().Be(600_000);
    }

    [Fact]
    public async Task A_folder_is_listed_and_odd_names_are_reached()
    {
        using var http = await StartAsync();
        Directory.CreateDirectory(folder["in/ä b"]);
        await File.WriteAllTextAsync(folder["in/ä b/\"q\"; x=1\u2028.html"], "<script>", Cancellation);
        var root = await ContentTree.ImportFolderAsync(store, folder["in"], cancellationToken: Cancellation);
        using var listing = JsonDocument.Parse(await http.GetStringAsync($"content/{root}/", Cancellation));
        var entry = listing.RootElement.GetProperty("entries").EnumerateArray().Single();
        entry.GetProperty("path").GetString().Should().Be("ä b");
        entry.GetProperty("isFolder").GetBoolean().Should().BeTrue();

        using var file = await http.GetAsync($"content/{root}/{Uri.EscapeDataString("ä b")}/{Uri.EscapeDataString("\"q\"; x=1\u2028.html")}", Cancellation);
        (await file.Content.ReadAsStringAsync(Cancellation)).Should().Be("<script>");
        file.Content.Headers.GetValues("Content-Disposition").Single().Should().StartWith("attachment;").And.NotContain("\u2028").And.NotContain("\r");
    }

    [Theory]
    [InlineData("nope")]
    [InlineData("a/hello.txt/x")]
    [InlineData("%2e%2e%2f%2e%2e/etc/passwd")]
    [InlineData("a%2fhello.txt")]
    public async Task Paths_that_are_not_there_are_not_found(string path)
    {
        using var http = await StartAsync();
        var root = await SampleTree.ImportAsync(store);
        await ExpectProblemAsync(await http.GetAsync($"content/{root}/{path}", Cancellation), HttpStatusCode.NotFound, "no such file");
    }

    [Fact]
    public async Task A_missing_or_damaged_block_never_looks_like_a_whole_file()
    {
        using var http = await StartAsync();
        var root = await SampleTree.ImportAsync(store);
        var last = Cid.Hash(CidCodec.Raw, GeneratedBytes.Make(600_000, 1).AsSpan(524_288));
        store.Blocks[last] = [1];
        await FluentActions.Invoking(() => http.GetByteArrayAsync($"content/{root}/a/b/big.bin", Cancellation)).Should().ThrowAsync<HttpRequestException>();
        await ExpectProblemAsync(await http.GetAsync($"blocks/{last}", Cancellation), HttpStatusCode.InternalServerError, "damaged");
        store.Blocks.Remove(last, out _);
        await FluentActions.Invoking(() => http.GetByteArrayAsync($"content/{root}/a/b/big.bin", Cancellation)).Should().ThrowAsync<HttpRequestException>();
        store.Blocks.Remove(root, out _);
        await ExpectProblemAsync(await http.GetAsync($"content/{root}/a", Cancellation), HttpStatusCode.NotFound, $"{root}");
    }

    [Fact]
    public async Task Blocks_that_are_no_tree_are_unprocessable()
    {
        using var http = await StartAsync();
        var block = Block.Create(CidCodec.DagPb, "no tree"u8.ToArray());
        await store.PutAsync(block, Cancellation);
        await ExpectProblemAsync(await http.GetAsync($"content/{block.Cid}/", Cancellation), HttpStatusCode.UnprocessableEntity, "no folder or file");
    }

    [Fact]
    public async Task A_full_store_is_507()
    {
        var full = new FileBlockStore(new FileBlockStoreOptions { Folder = folder["blocks"], MaxBytes = 3 });
        server = await RunningServer.StartAsync(full);
        using var http = server.Http();
        await ExpectProblemAsync(await PutAsync(http, Cid.Hash(CidCodec.Raw, "hello"u8).ToString(), "hello"u8.ToArray()), HttpStatusCode.InsufficientStorage, "no room");
        (await PutAsync(http, Cid.Hash(CidCodec.Raw, "hi"u8).ToString(), "hi"u8.ToArray())).StatusCode.Should().Be(HttpStatusCode.Created);
    }

    [Fact]
    public async Task A_busy_server_turns_requests_away_with_a_time_to_return()
    {
        var slow = new SlowStore();
        server = await RunningServer.StartAsync(slow, new ContentServerOptions { MaxConcurrentRequests = 1, MaxWaitingRequests = 0, RetryAfterSeconds = 7 });
        using var http = server.Http();
        var cid = Cid.Hash(CidCodec.Raw, [1]);
        var first = http.GetAsync($"blocks/{cid}", Cancellation);
        await slow.Entered.Task.WaitAsync(Cancellation);
        var second = await http.GetAsync($"blocks/{cid}", Cancellation);
        second.Headers.RetryAfter!.Delta.Should().Be(TimeSpan.FromSeconds(7));
        await ExpectProblemAsync(second, HttpStatusCode.ServiceUnavailable, "try again");
        slow.Release.SetResult();
        (await first).StatusCode.Should().Be(HttpStatusCode.NotFound);
        (await http.GetAsync($"blocks/{cid}", Cancellation)).StatusCode.Should().Be(HttpStatusCode.NotFound, "the place is free again");
    }

    private async Task<HttpClient> StartAsync(ContentServerOptions? options = null)
    {
        server = await RunningServer.StartAsync(store, options);
        return server.Http();
    }

    private static async Task<HttpResponseMessage> PutAsync(HttpClient http, string cid, byte[] bytes, bool chunked = false)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, $"blocks/{cid}") { Content = new ByteArrayContent(bytes) };
        request.Headers.TransferEncodingChunked = chunked;
        return await http.SendAsync(request, Cancellation);
    }

    private static async Task<HttpResponseMessage> HeadAsync(HttpClient http, string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Head, path);
        return await http.SendAsync(request, Cancellation);
    }

    private static async Task ExpectProblemAsync(HttpResponseMessage response, HttpStatusCode status, string detail)
    {
        response.StatusCode.Should().Be(status);
        response.Content.Headers.ContentType!.MediaType.Should().Be("application/problem+json");
        using var problem = JsonDocument.Parse(await response.Content.ReadAsStringAsync(Cancellation));
        problem.RootElement.GetProperty("detail").GetString().Should().Contain(detail);
        problem.RootElement.GetProperty("type").GetString().Should().StartWith("urn:ect:content:");
        response.Dispose();
    }

    private sealed class SlowStore : IBlockStore
    {
        public TaskCompletionSource Entered { get; } = new();

        public TaskCompletionSource Release { get; } = new();

        public async Task<Block> GetAsync(Cid cid, CancellationToken cancellationToken = default)
        {
            Entered.TrySetResult();
            await Release.Task;
            throw new ContentMissingException(cid, "here");
        }

        public Task<bool> HasAsync(Cid cid, CancellationToken cancellationToken = default) => Task.FromResult(false);

        public Task<bool> PutAsync(Block block, CancellationToken cancellationToken = default) => Task.FromResult(true);
    }
}
