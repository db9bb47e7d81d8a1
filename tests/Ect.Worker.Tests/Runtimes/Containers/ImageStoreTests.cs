using System.Formats.Tar;
using System.IO.Compression;
using System.Text;
using Docker.DotNet;
using Docker.DotNet.Models;
using Ect.Protocol.Apps;
using Ect.Testing;
using Ect.Wire;
using Ect.Worker.Inputs;
using Ect.Worker.Runtimes.Containers;
using Ect.Worker.Runtimes.Containers.Images;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using HttpResults = Microsoft.AspNetCore.Http.Results;

namespace Ect.Worker.Tests.Runtimes.Containers;

/// <summary>On a real engine, with images of a few bytes.</summary>
public sealed class ImageStoreTests : IAsyncLifetime
{
    private const string Worker = "0123456789abcdef";

    private readonly TemporaryFolder folder = new();
    private EngineConnection engine = null!;
    private FolderContent content = null!;

    public async ValueTask InitializeAsync()
    {
        engine = (await EngineConnection.ConnectAsync(await ContainerEngine.AddressAsync(), TimeProvider.System, NullLogger.Instance, TestContext.Current.CancellationToken))!;
        content = new FolderContent(Directory.CreateDirectory(folder["content"]).FullName);
    }

    [Fact]
    public async Task Many_tasks_that_ask_for_one_image_at_once_share_one_load()
    {
        using var store = Store();
        var source = Publish("shared", 1000);

        var images = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => store.GetAsync(source, TestContext.Current.CancellationToken)));

        content.Reads.Should().Be(1);
        images.Select(image => image.Id).Distinct().Should().ContainSingle().Which.Should().Be(source.Digest);
    }

    [Fact]
    public async Task Image_is_loaded_once_over_restarts_too()
    {
        var source = Publish("restart", 1000);
        using (var first = Store())
        {
            (await first.GetAsync(source, TestContext.Current.CancellationToken)).Dispose();
        }

        using var second = Store();
        (await second.GetAsync(source, TestContext.Current.CancellationToken)).Dispose();

        content.Reads.Should().Be(1);
    }

    [Fact]
    public async Task Image_that_its_owner_removed_from_the_engine_is_loaded_again()
    {
        using var store = Store();
        var source = Publish("removed", 1000);
        (await store.GetAsync(source, TestContext.Current.CancellationToken)).Dispose();
        await engine.Client.Images.DeleteImageAsync(source.Digest, new ImageDeleteParameters { Force = true }, TestContext.Current.CancellationToken);

        using var image = await store.GetAsync(source, TestContext.Current.CancellationToken);

        image.Id.Should().Be(source.Digest);
        content.Reads.Should().Be(2);
    }

    [Fact]
    public async Task Least_recently_used_images_go_when_the_budget_is_spent_and_those_in_use_stay()
    {
        const int size = 24 << 20;
        using var store = Store(new ContainerOptions { ImageBudgetBytes = 64 << 20 });
        var sources = Enumerable.Range(0, 4).Select(i => Publish($"evicted-{i}", size)).ToArray();
        var used = await store.GetAsync(sources[0], TestContext.Current.CancellationToken);
        foreach (var source in sources[1..])
        {
            (await store.GetAsync(source, TestContext.Current.CancellationToken)).Dispose();
        }

        var there = new List<bool>();
        foreach (var source in sources)
        {
            there.Add(await IsThereAsync(source));
        }

        used.Dispose();
        there.Should().Equal(true, false, false, true);
    }

    [Fact]
    public async Task Images_that_this_worker_did_not_bring_are_never_removed()
    {
        var (archive, digest) = Image("foreign", 1000, "localhost/ect-test-foreign:1");
        await engine.Client.Images.LoadImageAsync(new ImageLoadParameters(), new MemoryStream(archive), new LoadWatch(), TestContext.Current.CancellationToken);
        try
        {
            using (var store = Store(new ContainerOptions { ImageBudgetBytes = 64 << 20 }))
            {
                (await store.GetAsync(new ImageSource { Archive = content.Add(archive), Digest = digest }, TestContext.Current.CancellationToken)).Dispose();
                (await store.GetAsync(Publish("large", 65 << 20), TestContext.Current.CancellationToken)).Dispose();
            }

            (await engine.Client.Images.InspectImageAsync("localhost/ect-test-foreign:1", TestContext.Current.CancellationToken)).RepoTags.Should().Equal("localhost/ect-test-foreign:1");
        }
        finally
        {
            await engine.Client.Images.DeleteImageAsync("localhost/ect-test-foreign:1", new ImageDeleteParameters { Force = true }, CancellationToken.None);
        }
    }

    [Fact]
    public async Task Archive_that_names_an_image_of_the_machines_owner_does_not_take_its_place()
    {
        using var store = Store();
        var (archive, digest) = Image("hijack", 1000, "debian:ect-test");

        (await store.GetAsync(new ImageSource { Archive = content.Add(archive), Digest = digest }, TestContext.Current.CancellationToken)).Dispose();

        var inspecting = () => engine.Client.Images.InspectImageAsync("debian:ect-test", TestContext.Current.CancellationToken);
        await inspecting.Should().ThrowAsync<DockerImageNotFoundException>();
    }

    [Fact]
    public async Task Image_for_another_processor_is_declined_and_nobodys_fault()
    {
        using var store = Store();
        var other = engine.Info.Architecture is "x86_64" or "amd64" ? "arm64" : "amd64";
        var layer = BusyBoxImage.Tar(_ => { });
        var config = Encoding.UTF8.GetBytes($$$"""{"architecture":"{{{other}}}","os":"linux","config":{},"rootfs":{"type":"layers","diff_ids":["sha256:{{{BusyBoxImage.Hex(layer)}}}"]}}""");
        var archive = BusyBoxImage.Tar(writer =>
        {
            BusyBoxImage.WriteFile(writer, "l", layer);
            BusyBoxImage.WriteFile(writer, "c", config);
            BusyBoxImage.WriteFile(writer, "manifest.json", """[{"Config":"c","Layers":["l"]}]"""u8.ToArray());
        });

        var getting = () => store.GetAsync(new ImageSource { Archive = content.Add(archive), Digest = $"sha256:{BusyBoxImage.Hex(config)}" }, TestContext.Current.CancellationToken);

        (await getting.Should().ThrowAsync<ImageDeclinedException>()).Which.Message.Should().Contain($"is for the processor {other}");
    }

    [Fact]
    public async Task Image_is_pulled_from_a_registry_by_its_digest()
    {
        var layer = BusyBoxImage.Tar(writer => BusyBoxImage.WriteFile(writer, "pulled", Guid.NewGuid().ToByteArray()));
        var config = BusyBoxImage.Configuration(layer, "{\"Cmd\":[\"/x\"]}");
        var manifest = Encoding.UTF8.GetBytes($$$"""{"schemaVersion":2,"mediaType":"application/vnd.docker.distribution.manifest.v2+json","config":{"mediaType":"application/vnd.docker.container.image.v1+json","size":{{{config.Length}}},"digest":"sha256:{{{BusyBoxImage.Hex(config)}}}"},"layers":[{"mediaType":"application/vnd.docker.image.rootfs.diff.tar","size":{{{layer.Length}}},"digest":"sha256:{{{BusyBoxImage.Hex(layer)}}}"}]}""");
        await using var registry = await RegistryAsync(manifest, "application/vnd.docker.distribution.manifest.v2+json", config, layer);
        var host = HostOf(registry);
        var source = new ImageSource { Reference = $"{host}/team/app@sha256:{BusyBoxImage.Hex(manifest)}", Digest = $"sha256:{BusyBoxImage.Hex(config)}" };
        using var store = Store(new ContainerOptions { Registries = [host] });

        using var image = await store.GetAsync(source, TestContext.Current.CancellationToken);
        var lying = () => store.GetAsync(source with { Digest = $"sha256:{new string('1', 64)}" }, TestContext.Current.CancellationToken);
        var missing = () => store.GetAsync(new ImageSource { Reference = $"{host}/team/app@sha256:{new string('2', 64)}", Digest = $"sha256:{new string('2', 64)}" }, TestContext.Current.CancellationToken);

        image.Id.Should().Be(source.Digest);
        (await lying.Should().ThrowAsync<InputException>()).Which.Message.Should().Contain("the application's manifest says sha256:111");
        (await missing.Should().ThrowAsync<InputException>()).Which.Blame.Should().Be(Blame.App);
    }

    [Fact]
    public async Task Registry_that_the_owner_does_not_allow_is_not_asked()
    {
        using var store = Store(new ContainerOptions { Registries = [] });
        var digest = $"sha256:{new string('1', 64)}";

        var getting = () => store.GetAsync(new ImageSource { Reference = $"127.0.0.1:1/a@{digest}", Digest = digest }, TestContext.Current.CancellationToken);

        (await getting.Should().ThrowAsync<ImageDeclinedException>()).Which.Message.Should().Contain("allows none");
    }

    [Fact]
    public async Task Image_without_a_variant_for_the_processor_is_declined()
    {
        var index = Encoding.UTF8.GetBytes($$$"""{"schemaVersion":2,"mediaType":"application/vnd.oci.image.index.v1+json","manifests":[{"mediaType":"application/vnd.oci.image.manifest.v1+json","size":2,"digest":"sha256:{{{new string('3', 64)}}}","platform":{"architecture":"s390x","os":"linux"}}]}""");
        await using var registry = await RegistryAsync(index, "application/vnd.oci.image.index.v1+json");
        var host = HostOf(registry);
        var digest = $"sha256:{BusyBoxImage.Hex(index)}";
        using var store = Store(new ContainerOptions { Registries = [host] });

        var getting = () => store.GetAsync(new ImageSource { Reference = $"{host}/team/app@{digest}", Digest = digest }, TestContext.Current.CancellationToken);

        (await getting.Should().ThrowAsync<ImageDeclinedException>()).Which.Message.Should().Contain("no variant for the processor");
    }

    [Fact]
    public async Task Nothing_is_pulled_onto_a_disk_that_is_too_full()
    {
        using var store = Store(new ContainerOptions { Registries = ["127.0.0.1:1"], MinFreeDiskBytes = long.MaxValue });
        var digest = $"sha256:{new string('1', 64)}";

        var getting = () => store.GetAsync(new ImageSource { Reference = $"127.0.0.1:1/a@{digest}", Digest = digest }, TestContext.Current.CancellationToken);

        (await getting.Should().ThrowAsync<ImageDeclinedException>()).Which.Message.Should().Contain("is not pulled: the engine's disk has");
    }

    [Fact]
    public async Task Pull_that_fills_the_disk_is_ended_and_nobody_is_blamed()
    {
        // A GiB of nothing: as packed it is far below the limit.
        var packed = new MemoryStream();
        await using (var nothing = File.Create(folder["nothing"]))
        await using (var tar = new TarWriter(new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true)))
        {
            nothing.SetLength(1 << 30);
            tar.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, "bomb") { DataStream = nothing });
        }

        var config = BusyBoxImage.Configuration([], "{\"Cmd\":[\"/x\"]}");
        var manifest = Encoding.UTF8.GetBytes($$$"""{"schemaVersion":2,"mediaType":"application/vnd.docker.distribution.manifest.v2+json","config":{"mediaType":"application/vnd.docker.container.image.v1+json","size":{{{config.Length}}},"digest":"sha256:{{{BusyBoxImage.Hex(config)}}}"},"layers":[{"mediaType":"application/vnd.docker.image.rootfs.diff.tar.gzip","size":{{{packed.Length}}},"digest":"sha256:{{{BusyBoxImage.Hex(packed.ToArray())}}}"}]}""");
        await using var registry = await RegistryAsync(manifest, "application/vnd.docker.distribution.manifest.v2+json", config, packed.ToArray());
        var host = HostOf(registry);
        using var store = Store(new ContainerOptions { Registries = [host], MaxPullBytes = 32 << 20 });

        var getting = () => store.GetAsync(new ImageSource { Reference = $"{host}/team/app@sha256:{BusyBoxImage.Hex(manifest)}", Digest = $"sha256:{BusyBoxImage.Hex(config)}" }, TestContext.Current.CancellationToken);

        (await getting.Should().ThrowAsync<ImageDeclinedException>()).Which.Message.Should().Contain("was not pulled to its end: the engine's disk lost");
    }

    public async ValueTask DisposeAsync()
    {
        if (engine is not null)
        {
            foreach (var image in await engine.Client.Images.ListImagesAsync(new ImagesListParameters(), CancellationToken.None))
            {
                foreach (var tag in (image.RepoTags ?? []).Where(tag => tag.Contains(Worker, StringComparison.Ordinal)))
                {
                    await engine.Client.Images.DeleteImageAsync(tag, new ImageDeleteParameters { Force = true }, CancellationToken.None);
                }
            }

            engine.Dispose();
        }

        folder.Dispose();
    }

    private static string HostOf(WebApplication registry) =>
        new Uri(registry.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single()).Authority;

    private static async Task<WebApplication> RegistryAsync(byte[] manifest, string type, params byte[][] blobs)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.Urls.Add("http://127.0.0.1:0");
        app.MapGet("/v2/", () => HttpResults.Ok());
        app.MapMethods("/v2/team/app/manifests/{digest}", ["GET", "HEAD"], (string digest) => digest == $"sha256:{BusyBoxImage.Hex(manifest)}"
            ? HttpResults.Bytes(manifest, type)
            : HttpResults.Json(new { errors = new[] { new { code = "MANIFEST_UNKNOWN", message = "manifest unknown" } } }, statusCode: 404));
        app.MapMethods("/v2/team/app/blobs/{digest}", ["GET", "HEAD"], (string digest) =>
            blobs.FirstOrDefault(blob => digest == $"sha256:{BusyBoxImage.Hex(blob)}") is { } found ? HttpResults.Bytes(found, "application/octet-stream") : HttpResults.NotFound());
        await app.StartAsync(TestContext.Current.CancellationToken);
        return app;
    }

    private ImageStore Store(ContainerOptions? options = null) =>
        new(engine, options ?? new ContainerOptions(), content, folder["data"], Worker, TimeProvider.System, NullLogger.Instance);

    private ImageSource Publish(string name, int size)
    {
        var (archive, digest) = Image(name, size, null);
        return new ImageSource { Archive = content.Add(archive), Digest = digest };
    }

    private static (byte[] Archive, string Digest) Image(string name, int size, string? tag) =>
        BusyBoxImage.Save(BusyBoxImage.Tar(writer => BusyBoxImage.WriteFile(writer, name, new byte[size])), "{\"Cmd\":[\"/x\"]}", tag);

    private async Task<bool> IsThereAsync(ImageSource source)
    {
        try
        {
            await engine.Client.Images.InspectImageAsync(source.Digest, TestContext.Current.CancellationToken);
            return true;
        }
        catch (DockerImageNotFoundException)
        {
            return false;
        }
    }
}
