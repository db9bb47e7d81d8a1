using System.Security.Cryptography;
using Ect.Content;
using Ect.Content.Http;
using Ect.Content.Storage;
using Ect.Content.Trees;
using Ect.Contracts;
using Ect.Ethereum;
using Ect.Protocol.Tasks;
using Ect.Wire;
using Ect.Worker.Assignments;
using Ect.Worker.Execution;
using Ect.Worker.Inputs;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Ect.Worker.Tests.Inputs;

/// <summary>Against a real content server, whose files the tests alter.</summary>
public sealed class InputPreparerTests : IAsyncLifetime
{
    private static readonly byte[] App = [.. Enumerable.Range(0, 3000).Select(i => (byte)i)];

    private readonly TemporaryFolder folder = new();
    private readonly MemoryChain chain = new(Samples.WorkerKey.Address, TimeProvider.System);
    private WebApplication server = null!;
    private ContentClient client = null!;
    private int runs;

    public async ValueTask InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        server = builder.Build();
        server.Urls.Add("http://127.0.0.1:0");
        server.MapContent(new FileBlockStore(folder["server"]));
        await server.StartAsync(TestContext.Current.CancellationToken);
        var url = new Uri(server.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());
        client = new ContentClient(url, new ContentClientOptions { Attempts = 2, FirstDelay = TimeSpan.FromMilliseconds(1) });
        chain.Apps[Samples.Deal.App] = await PublishAsync(App);
    }

    [Fact]
    public async Task App_dataset_and_inputs_lie_where_the_task_looks_for_them()
    {
        chain.Datasets[7] = await PublishAsync("data"u8.ToArray());
        var file = await UploadAsync("one"u8.ToArray());
        Directory.CreateDirectory(folder["tree/sub"]);
        await File.WriteAllTextAsync(folder["tree/sub/leaf"], "two", TestContext.Current.CancellationToken);
        var tree = await ContentTree.ImportFolderAsync(client, folder["tree"], cancellationToken: TestContext.Current.CancellationToken);

        var (prepared, input) = await PrepareAsync(new() { ["file.txt"] = file.ToString(), ["tree"] = tree.ToString() }, dataset: 7);

        (await File.ReadAllBytesAsync(prepared.AppPath, TestContext.Current.CancellationToken)).Should().Equal(App);
        prepared.HasDataset.Should().BeTrue();
        File.ReadAllText(Path.Combine(input, "dataset")).Should().Be("data");
        File.ReadAllText(Path.Combine(input, "file.txt")).Should().Be("one");
        File.ReadAllText(Path.Combine(input, "tree", "sub", "leaf")).Should().Be("two");
    }

    [Fact]
    public async Task Content_altered_by_one_bit_on_its_server_is_the_networks_fault()
    {
        var cid = await UploadAsync(new byte[1000]);
        Tamper(folder["server"], cid);
        (await BlameAsync(new() { ["x"] = cid.ToString() })).Should().Be(Blame.Network);
    }

    [Fact]
    public async Task An_app_altered_by_one_bit_on_its_server_is_the_networks_fault()
    {
        Tamper(folder["server"], Cid.Parse(chain.Apps[Samples.Deal.App].Cid));
        (await BlameAsync([])).Should().Be(Blame.Network);
    }

    [Fact]
    public async Task An_app_whose_registry_entry_has_another_checksum_is_its_owners_fault()
    {
        var asset = chain.Apps[Samples.Deal.App];
        chain.Apps[Samples.Deal.App] = asset with { Checksum = Bytes32.FromNumber(1) };
        (await BlameAsync([])).Should().Be(Blame.App);
    }

    [Fact]
    public async Task A_dataset_whose_registry_entry_has_another_checksum_is_its_owners_fault()
    {
        chain.Datasets[7] = await PublishAsync([1]) with { Checksum = Bytes32.FromNumber(1) };
        (await BlameAsync([], dataset: 7)).Should().Be(Blame.Dataset);
    }

    [Fact]
    public async Task Content_that_was_never_uploaded_is_the_fault_of_who_names_it()
    {
        var missing = Cid.Hash(CidCodec.Raw, [9, 9]).ToString();
        (await BlameAsync(new() { ["x"] = missing })).Should().Be(Blame.Request);
        chain.Datasets[7] = new Asset(missing, Bytes32.Zero, "");
        (await BlameAsync([], dataset: 7)).Should().Be(Blame.Dataset);
        chain.Apps[Samples.Deal.App] = new Asset(missing, Bytes32.Zero, "");
        (await BlameAsync([])).Should().Be(Blame.App);
    }

    [Fact]
    public async Task A_registry_entry_that_is_no_content_id_is_its_owners_fault()
    {
        chain.Apps[Samples.Deal.App] = new Asset("../../etc/passwd", Bytes32.Zero, "");
        (await BlameAsync([])).Should().Be(Blame.App);
    }

    [Fact]
    public async Task An_app_that_is_a_folder_is_its_owners_fault()
    {
        Directory.CreateDirectory(folder["tree"]);
        var tree = await ContentTree.ImportFolderAsync(client, folder["tree"], cancellationToken: TestContext.Current.CancellationToken);
        chain.Apps[Samples.Deal.App] = new Asset(tree.ToString(), Bytes32.Zero, "");
        (await BlameAsync([])).Should().Be(Blame.App);
    }

    [Fact]
    public async Task Inputs_that_are_together_too_large_are_the_requesters_fault()
    {
        var inputs = new Dictionary<string, string>
        {
            ["a"] = (await UploadAsync(new byte[600])).ToString(),
            ["b"] = (await UploadAsync([.. Enumerable.Repeat((byte)1, 600)])).ToString(),
        };
        (await BlameAsync(inputs, maxInputBytes: 8191)).Should().Be(Blame.Request);
        (await PrepareAsync(inputs, maxInputBytes: 8192)).Prepared.Should().NotBeNull();
    }

    /// <summary>A file of one byte takes a block and an inode of the disk, and a folder does.</summary>
    [Fact]
    public async Task Many_small_files_count_as_what_they_take_of_the_disk()
    {
        var file = await UploadAsync([1]);
        var tree = await JoinAsync([.. Enumerable.Range(0, 50).Select(i => ($"{i}", file))]);
        var inputs = new Dictionary<string, string> { ["tree"] = tree.ToString() };

        (await BlameAsync(inputs, maxInputBytes: (51 * 4096) - 1)).Should().Be(Blame.Request);
        (await PrepareAsync(inputs, maxInputBytes: 51 * 4096)).Prepared.Should().NotBeNull();
        var cache = new ContentCache(client, folder["cache"], 1 << 30, TimeProvider.System, NullLogger.Instance);
        cache.UsedBytes.Should().Be(52 * 4096, "the app is there too");
    }

    [Fact]
    public async Task All_inputs_of_a_task_share_one_limit_on_files_and_folders()
    {
        var file = await UploadAsync([1]);
        var tree = await JoinAsync([.. Enumerable.Range(0, 50).Select(i => ($"{i}", file))]);
        var large = await JoinAsync([.. Enumerable.Range(0, 100).Select(i => ($"{i}", tree))]);
        var inputs = new Dictionary<string, string> { ["a"] = large.ToString() };

        (await PrepareAsync(inputs, maxInputBytes: 1 << 30)).Prepared.Should().NotBeNull();
        inputs["b"] = large.ToString();
        (await BlameAsync(inputs, maxInputBytes: 1 << 30)).Should().Be(Blame.Request);
    }

    [Fact]
    public async Task Each_task_gets_its_own_part_and_nobody_fetches_the_others()
    {
        var (mine, others) = (await UploadAsync("mine"u8.ToArray()), await UploadAsync("others"u8.ToArray()));
        var root = await JoinAsync(($"{Samples.Index}", await JoinAsync(("text", mine))), ("8", others));
        Remove(folder["server"], others);

        var (_, input) = await PrepareAsync(new() { ["part"] = $"{root}/{{index}}", ["text"] = $"{root}/{Samples.Index}/text" });

        File.ReadAllText(Path.Combine(input, "part", "text")).Should().Be("mine");
        File.ReadAllText(Path.Combine(input, "text")).Should().Be("mine");
        Directory.EnumerateFileSystemEntries(folder["cache"]).Select(Path.GetFileName).Should().NotContain(root.ToString());
    }

    [Fact]
    public async Task A_task_that_repeats_another_gets_the_part_and_the_place_of_that_one()
    {
        var root = await JoinAsync(("42", await UploadAsync("its"u8.ToArray())), ($"{Samples.Index}", await UploadAsync("own"u8.ToArray())));
        var repeats = new Repetition { Deal = Bytes32.Zero, First = 40, Size = 60, Tasks = IndexRanges.Parse("42,50-56") };
        var inputs = new Dictionary<string, string> { ["part"] = $"{root}/{{index}}" };

        var (_, input) = await PrepareAsync(inputs, repeats: repeats, index: 0);

        File.ReadAllText(Path.Combine(input, "part")).Should().Be("its");
        var variables = TaskEnvironment.Of(AssignmentOf(Samples.Deal, inputs, repeats, 2), hasDataset: false);
        (variables["ECT_TASK_INDEX"], variables["ECT_TASK_FIRST"], variables["ECT_BAG_SIZE"]).Should().Be(("51", "40", "60"));
        var failed = await this.Invoking(t => t.PrepareAsync(inputs, repeats: repeats, index: 8)).Should().ThrowAsync<InputException>();
        failed.WithMessage("*repeats 8 tasks*has a task 8*").Which.Blame.Should().Be(Blame.Request);
    }

    [Fact]
    public async Task A_part_that_is_not_there_is_the_requesters_fault_and_the_message_says_what_is()
    {
        var file = await UploadAsync("one"u8.ToArray());
        var root = await JoinAsync(("0", file), ("1", file));

        (await FailureAsync($"{root}/{{index}}")).Message.Should().Be($"Input 'x' is {root}/7, but the folder {root} has no entry '7': it has '0', '1'.");
        (await FailureAsync($"{root}/1/deeper")).Message.Should().Be($"Input 'x' is {root}/1/deeper, but {root}/1 is a file, not a folder.");
        (await FailureAsync($"{file}/deeper")).Message.Should().Contain("is a file, not a folder");
        (await FailureAsync($"bafybeigdyrzt5sfp7udm7hu76uh7y26nf3efuylqabf3oclgtqy55fbzdj/a")).Blame.Should().Be(Blame.Request);
        (await FailureAsync($"{Cid.Hash(CidCodec.DagPb, [1, 2, 3])}/a")).Message.Should().Contain("cannot be had");
    }

    [Fact]
    public async Task A_folder_altered_on_the_way_to_a_part_is_the_networks_fault()
    {
        var root = await JoinAsync(("7", await UploadAsync("one"u8.ToArray())));
        Tamper(folder["server"], root);
        (await BlameAsync(new() { ["x"] = $"{root}/{{index}}" })).Should().Be(Blame.Network);
    }

    [Fact]
    public async Task Only_the_part_counts_against_the_limit_on_inputs()
    {
        var root = await JoinAsync(("7", await UploadAsync(new byte[500])), ("8", await UploadAsync(new byte[5000])));
        (await PrepareAsync(new() { ["x"] = $"{root}/{{index}}" }, maxInputBytes: 4096)).Prepared.Should().NotBeNull();
        (await BlameAsync(new() { ["x"] = $"{root}/8" }, maxInputBytes: 4096)).Should().Be(Blame.Request);
    }

    [Fact]
    public async Task A_content_server_that_is_away_is_the_networks_fault()
    {
        await server.StopAsync(TestContext.Current.CancellationToken);
        (await BlameAsync([])).Should().Be(Blame.Network);
    }

    [Fact]
    public async Task A_cached_copy_that_rots_on_this_disk_is_fetched_again()
    {
        var (prepared, _) = await PrepareAsync([]);
        prepared.Dispose();
        var cached = prepared.AppPath;
        var bytes = await File.ReadAllBytesAsync(cached, TestContext.Current.CancellationToken);
        bytes[5] ^= 1;
        await File.WriteAllBytesAsync(cached, bytes, TestContext.Current.CancellationToken);

        var (again, _) = await PrepareAsync([]);
        (await File.ReadAllBytesAsync(again.AppPath, TestContext.Current.CancellationToken)).Should().Equal(App);
    }

    [Fact]
    public async Task Cached_content_needs_no_server_and_the_oldest_goes_when_the_budget_is_spent()
    {
        var token = TestContext.Current.CancellationToken;
        var cache = new ContentCache(client, folder["cache"], 10_000, TimeProvider.System, NullLogger.Instance);
        var cids = new List<Cid>();
        for (byte i = 0; i < 3; i++)
        {
            cids.Add(await UploadAsync([.. Enumerable.Repeat(i, 1000)]));
            (await cache.GetAsync(cids[i], ContentLimits.Default, token)).Dispose();
        }

        cache.UsedBytes.Should().Be(8192, "each takes a block of the disk");
        await server.StopAsync(token);
        (await cache.GetAsync(cids[2], ContentLimits.Default, token)).Dispose();
        await cache.Invoking(c => c.GetAsync(cids[0], ContentLimits.Default, token)).Should().ThrowAsync<ContentUnavailableException>("it was the oldest");
    }

    [Fact]
    public async Task Many_tasks_that_ask_for_one_content_at_once_share_one_download()
    {
        var cache = new ContentCache(client, folder["cache"], 1 << 20, TimeProvider.System, NullLogger.Instance);
        var cid = await UploadAsync(new byte[5000]);
        var all = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => cache.GetAsync(cid, ContentLimits.Default, TestContext.Current.CancellationToken)));
        all.Select(c => c.Path).Distinct().Should().ContainSingle();
        cache.UsedBytes.Should().Be(8192);
    }

    public async ValueTask DisposeAsync()
    {
        client.Dispose();
        await server.DisposeAsync();
        folder.Dispose();
    }

    private async Task<Blame> BlameAsync(Dictionary<string, string> inputs, int dataset = 0, long maxInputBytes = 1 << 20)
    {
        var failed = await this.Invoking(t => t.PrepareAsync(inputs, dataset, maxInputBytes)).Should().ThrowAsync<InputException>();
        return failed.Which.Blame;
    }

    private async Task<(PreparedInputs Prepared, string Folder)> PrepareAsync(Dictionary<string, string> inputs, int dataset = 0, long maxInputBytes = 1 << 20, Repetition? repeats = null, uint index = Samples.Index)
    {
        var assignment = AssignmentOf(Samples.Deal with { Dataset = dataset }, inputs, repeats, index);
        var input = Directory.CreateDirectory(folder[$"in-{runs++}"]).FullName;
        // A cache each, as after a restart: what an earlier one left is on the disk.
        var cache = new ContentCache(client, folder["cache"], 1 << 30, TimeProvider.System, NullLogger.Instance);
        return (await new InputPreparer(chain, cache, maxInputBytes).PrepareAsync(assignment, input, 1 << 20, TestContext.Current.CancellationToken), input);
    }

    private static VerifiedAssignment AssignmentOf(Deal deal, Dictionary<string, string> inputs, Repetition? repeats, uint index) =>
        new(Samples.Task, DealId.Of(deal), deal, [], index, new TaskParams { Inputs = inputs, Repeats = repeats }, []);

    private async Task<Asset> PublishAsync(byte[] bytes) =>
        new((await UploadAsync(bytes)).ToString(), Bytes32.FromBytes(SHA256.HashData(bytes)), "");

    private async Task<InputException> FailureAsync(string address)
    {
        var failed = await this.Invoking(t => t.PrepareAsync(new() { ["x"] = address })).Should().ThrowAsync<InputException>();
        failed.Which.Blame.Should().Be(Blame.Request);
        return failed.Which;
    }

    private async Task<Cid> JoinAsync(params (string Name, Cid Cid)[] entries) =>
        (await ContentTree.JoinAsync(client, entries.ToDictionary(entry => entry.Name, entry => new ContentLink(entry.Cid, 10)), TestContext.Current.CancellationToken)).Cid;

    private static void Remove(string store, Cid cid) => File.Delete(Directory.EnumerateFiles(store, cid.ToString(), SearchOption.AllDirectories).Single());

    private Task<Cid> UploadAsync(byte[] bytes) => ContentTree.ImportBytesAsync(client, bytes, TestContext.Current.CancellationToken);

    private static void Tamper(string store, Cid cid)
    {
        var file = Directory.EnumerateFiles(store, cid.ToString(), SearchOption.AllDirectories).Single();
        var bytes = File.ReadAllBytes(file);
        bytes[bytes.Length / 2] ^= 1;
        File.WriteAllBytes(file, bytes);
    }
}
