using System.Net;
using Ect.Content.Http;
using Ect.Content.Storage;
using Ect.Content.Tests.Trees;
using Ect.Content.Trees;

namespace Ect.Content.Tests.Http;

/// <summary>Client and server together.</summary>
public sealed class ContentClientTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly MemoryBlockStore local = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task A_folder_travels_through_a_server_unchanged()
    {
        await using var server = await RunningServer.StartAsync(new FileBlockStore(folder["server"]));
        using var client = server.Client();
        SampleTree.Write(folder["in"]);
        var root = await ContentTree.ImportFolderAsync(local, folder["in"], cancellationToken: Cancellation);

        var up = new Recorder();
        (await client.UploadTreeAsync(local, root, progress: up, cancellationToken: Cancellation)).Should().Be(local.Blocks.Count);
        up.Last.Should().Be(new ContentProgress(local.Blocks.Values.Sum(bytes => bytes.Length), local.Blocks.Count, local.Blocks.Count));
        (await client.UploadTreeAsync(local, root, cancellationToken: Cancellation)).Should().Be(0, "the server has it all");

        var target = new FileBlockStore(folder["target"]);
        var down = new Recorder();
        await client.DownloadTreeAsync(root, target, progress: down, cancellationToken: Cancellation);
        down.Last.Should().Be(up.Last);
        await ContentTree.ExportAsync(target, root, folder["out"], cancellationToken: Cancellation);
        SampleTree.Snapshot(folder["out"]).Should().Equal(SampleTree.Snapshot(folder["in"]));

        await ContentTree.ExportAsync(client, root, folder["direct"], cancellationToken: Cancellation);
        SampleTree.Snapshot(folder["direct"]).Should().Equal(SampleTree.Snapshot(folder["in"]));
        (await client.ReadFileAsync(root, "a/hello.txt", cancellationToken: Cancellation)).Should().Equal("hello"u8.ToArray());
        await FluentActions.Invoking(() => client.ReadFileAsync(root, "a/nope", cancellationToken: Cancellation)).Should().ThrowAsync<FileNotFoundException>();
    }

    [Fact]
    public async Task Only_missing_blocks_are_sent_and_the_root_last()
    {
        var remote = new OrderedStore();
        await using var server = await RunningServer.StartAsync(remote);
        using var client = server.Client();
        var root = await SampleTree.ImportAsync(local);
        var present = local.Blocks.Where(block => block.Key != root).Take(3).ToArray();
        foreach (var (cid, bytes) in present)
        {
            await remote.PutAsync(Block.Create(cid.Codec, bytes), Cancellation);
        }

        remote.Order.Clear();
        (await client.UploadTreeAsync(local, root, cancellationToken: Cancellation)).Should().Be(local.Blocks.Count - 3);
        remote.Order.Should().HaveCount(local.Blocks.Count - 3).And.NotContain(present.Select(block => block.Key)).And.OnlyHaveUniqueItems();
        remote.Order.Last().Should().Be(root);
    }

    [Fact]
    public async Task A_cut_upload_goes_on_where_it_stopped()
    {
        var remote = new FileBlockStore(new FileBlockStoreOptions { Folder = folder["small"], MaxBytes = 400_000 });
        var root = await SampleTree.ImportAsync(local);
        await using (var server = await RunningServer.StartAsync(remote))
        {
            using var client = server.Client();
            (await FluentActions.Invoking(() => client.UploadTreeAsync(local, root, cancellationToken: Cancellation)).Should().ThrowAsync<ContentStoreFullException>()).WithMessage("*has no room*");
            (await client.HasAsync(root, Cancellation)).Should().BeFalse("the root is sent when all else is there");
        }

        await using var larger = await RunningServer.StartAsync(new FileBlockStore(folder["small"]));
        using var again = larger.Client();
        (await again.UploadTreeAsync(local, root, cancellationToken: Cancellation)).Should().BeLessThan(local.Blocks.Count);
        (await again.MissingAsync(local.Blocks.Keys, Cancellation)).Should().BeEmpty();
    }

    [Fact]
    public async Task Many_ids_are_asked_in_batches_and_answered_in_order()
    {
        var remote = new MemoryBlockStore();
        await using var server = await RunningServer.StartAsync(remote, new ContentServerOptions { MaxMissingQuery = 50 });
        using var client = new ContentClient(server.Endpoint, new ContentClientOptions { MissingBatch = 50 });
        var blocks = Enumerable.Range(0, 503).Select(i => Block.Create(CidCodec.Raw, BitConverter.GetBytes(i))).ToArray();
        foreach (var block in blocks.Where((_, i) => i % 3 == 0))
        {
            await remote.PutAsync(block, Cancellation);
        }

        (await client.MissingAsync(blocks.Select(block => block.Cid), Cancellation)).Should().Equal(blocks.Where((_, i) => i % 3 != 0).Select(block => block.Cid));
    }

    [Fact]
    public async Task A_download_names_the_block_that_is_missing_or_damaged_on_the_server()
    {
        var remote = new FileBlockStore(folder["server"]);
        await using var server = await RunningServer.StartAsync(remote);
        using var client = server.Client();
        var root = await SampleTree.ImportAsync(local);
        await client.UploadTreeAsync(local, root, cancellationToken: Cancellation);
        var chunk = Cid.Hash(CidCodec.Raw, GeneratedBytes.Make(600_000, 1).AsSpan(0, 262_144));
        var path = Directory.EnumerateFiles(folder["server"], chunk.ToString(), SearchOption.AllDirectories).Single();
        var bytes = await File.ReadAllBytesAsync(path, Cancellation);
        bytes[1000] ^= 1;
        await File.WriteAllBytesAsync(path, bytes, Cancellation);

        var target = new MemoryBlockStore();
        (await FluentActions.Invoking(() => client.DownloadTreeAsync(root, target, cancellationToken: Cancellation)).Should().ThrowAsync<ContentTamperedException>()).Which.Cid.Should().Be(chunk);
        (await FluentActions.Invoking(() => client.DownloadTreeAsync(root, target, cancellationToken: Cancellation)).Should().ThrowAsync<ContentTamperedException>("the server stays to blame until it gets a good copy")).Which.Cid.Should().Be(chunk);
        (await client.UploadTreeAsync(local, root, cancellationToken: Cancellation)).Should().Be(1);
        await client.DownloadTreeAsync(root, target, cancellationToken: Cancellation);
        target.Blocks.Keys.Should().BeEquivalentTo(local.Blocks.Keys);
    }

    [Fact]
    public async Task A_damaged_local_block_is_fetched_again()
    {
        await using var server = await RunningServer.StartAsync(local);
        using var client = server.Client();
        var root = await SampleTree.ImportAsync(local);
        var target = new FileBlockStore(folder["target"]);
        await client.DownloadTreeAsync(root, target, cancellationToken: Cancellation);
        var file = Directory.EnumerateFiles(folder["target"], root.ToString(), SearchOption.AllDirectories).Single();
        await File.WriteAllTextAsync(file, "damage", Cancellation);
        await client.DownloadTreeAsync(root, target, cancellationToken: Cancellation);
        (await target.GetAsync(root, Cancellation)).Cid.Should().Be(root);
    }

    [Fact]
    public async Task A_download_stops_at_its_limits()
    {
        await using var server = await RunningServer.StartAsync(local);
        using var client = server.Client();
        var root = await SampleTree.ImportAsync(local);
        var target = new MemoryBlockStore();
        await FluentActions.Invoking(() => client.DownloadTreeAsync(root, target, new ContentLimits { MaxBytes = 599_999 }, cancellationToken: Cancellation)).Should().ThrowAsync<ContentTooLargeException>();
        target.Blocks.Keys.Should().NotContain(Cid.Hash(CidCodec.Raw, GeneratedBytes.Make(600_000, 1).AsSpan(0, 262_144)), "the file's size is known before its chunks are fetched");
        await FluentActions.Invoking(() => client.DownloadTreeAsync(root, target, new ContentLimits { MaxEntries = 5 }, cancellationToken: Cancellation)).Should().ThrowAsync<ContentTooLargeException>();
        await client.DownloadTreeAsync(root, target, new ContentLimits { MaxBytes = 600_005, MaxEntries = 6 }, cancellationToken: Cancellation);
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_named()
    {
        Uri endpoint;
        await using (var server = await RunningServer.StartAsync(local))
        {
            endpoint = server.Endpoint;
        }

        using var client = new ContentClient(endpoint, new ContentClientOptions { Attempts = 2, FirstDelay = TimeSpan.FromMilliseconds(1) });
        var error = await FluentActions.Invoking(() => client.GetAsync(Cid.Hash(CidCodec.Raw, []), Cancellation)).Should().ThrowAsync<ContentUnavailableException>();
        error.Which.Endpoint.Should().Be(endpoint);
        error.WithMessage("*(2 attempts)*Check that it runs*");
    }

    [Theory]
    [InlineData("ftp://example.org")]
    [InlineData("file:///etc")]
    [InlineData("/relative")]
    public void Other_addresses_are_refused(string address) =>
        FluentActions.Invoking(() => new ContentClient(new Uri(address, UriKind.RelativeOrAbsolute))).Should().Throw<ArgumentException>();

    private sealed class OrderedStore : IBlockStore
    {
        private readonly MemoryBlockStore inner = new();

        public List<Cid> Order { get; } = [];

        public Task<Block> GetAsync(Cid cid, CancellationToken cancellationToken = default) => inner.GetAsync(cid, cancellationToken);

        public Task<bool> HasAsync(Cid cid, CancellationToken cancellationToken = default) => inner.HasAsync(cid, cancellationToken);

        public Task<bool> PutAsync(Block block, CancellationToken cancellationToken = default)
        {
            lock (Order)
            {
                Order.Add(block.Cid);
            }

            return inner.PutAsync(block, cancellationToken);
        }
    }
}
