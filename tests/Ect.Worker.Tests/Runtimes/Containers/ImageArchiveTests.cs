using System.Formats.Tar;
using System.IO.Compression;
using System.Text;
using Ect.Testing;
using Ect.Worker.Runtimes.Containers.Images;

namespace Ect.Worker.Tests.Runtimes.Containers;

/// <summary>Archives as strangers make them; no engine is needed to refuse one.</summary>
public sealed class ImageArchiveTests : IDisposable
{
    private const long MiB = 1 << 20;

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void What_docker_saves_is_found_by_the_digest_of_its_configuration()
    {
        var layer = Layer(writer => BusyBoxImage.WriteFile(writer, "a", [1]));
        var (archive, digest) = BusyBoxImage.Save(layer);

        var image = Open(archive, digest);
        image.Verify(MiB, TestContext.Current.CancellationToken);

        image.ConfigDigest.Should().Be(digest);
        image.Layers.Should().ContainSingle().Which.Length.Should().Be(layer.Length);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void An_OCI_layout_with_compressed_layers_is_found_by_either_digest(bool byManifest)
    {
        var layer = Layer(writer => BusyBoxImage.WriteFile(writer, "a", new byte[5000]));
        var (archive, manifest, config) = Layout(layer, Gzip(layer));

        var image = Open(archive, byManifest ? manifest : config);
        image.Verify(MiB, TestContext.Current.CancellationToken);

        image.ConfigDigest.Should().Be(config);
        image.Layers.Should().ContainSingle().Which.Length.Should().Be(layer.Length);
    }

    [Fact]
    public void Another_digest_than_the_archives_is_refused()
    {
        var (archive, _) = BusyBoxImage.Save(Layer(_ => { }));

        Refused(() => Open(archive, $"sha256:{new string('0', 64)}")).Should().Contain("holds no image with the digest sha256:000");
    }

    [Fact]
    public void Layer_altered_by_one_byte_is_refused()
    {
        var layer = Layer(writer => BusyBoxImage.WriteFile(writer, "a", "content"u8.ToArray()));
        var (archive, digest) = BusyBoxImage.Save(layer);
        archive[archive.AsSpan().IndexOf("content"u8)] ^= 1;

        Refused(() => Open(archive, digest).Verify(MiB, default)).Should().Contain("is not the one that its configuration names");
    }

    [Fact]
    public void Configuration_that_names_another_one_of_the_same_name_is_refused()
    {
        var (archive, digest) = BusyBoxImage.Save(Layer(_ => { }), config: "{\"User\":\"a\"}");
        archive[archive.AsSpan().IndexOf("\"User\""u8) + 8] ^= 1;

        Refused(() => Open(archive, digest)).Should().Contain("holds no image with the digest");
    }

    [Fact]
    public void Layer_that_unpacks_without_end_is_stopped_at_the_limit()
    {
        var layer = Layer(writer => BusyBoxImage.WriteFile(writer, "zeros", new byte[40 * MiB]));
        var (archive, manifest, _) = Layout(layer, Gzip(layer));
        archive.Length.Should().BeLessThan(100_000);

        Refused(() => Open(archive, manifest).Verify(MiB, default)).Should().Contain("unpack to more than 1,048,576 bytes");
    }

    [Fact]
    public void File_of_holes_in_a_layer_is_refused()
    {
        var layer = Layer(writer => writer.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, "sparse", new Dictionary<string, string>
        {
            ["GNU.sparse.major"] = "1",
            ["GNU.sparse.minor"] = "0",
            ["GNU.sparse.realsize"] = "1099511627776",
        })
        { DataStream = new MemoryStream("0\n"u8.ToArray()) }));
        var (archive, digest) = BusyBoxImage.Save(layer);

        Refused(() => Open(archive, digest).Verify(MiB, default)).Should().Contain("has a sparse file");
    }

    [Theory]
    [InlineData(TarEntryType.CharacterDevice, "dev/mem", "has a device, 'dev/mem'")]
    [InlineData(TarEntryType.BlockDevice, "disk", "has a device, 'disk'")]
    [InlineData(TarEntryType.Directory, "a/../../etc", "leads out of it")]
    [InlineData(TarEntryType.Directory, "../x", "leads out of it")]
    public void Dangerous_entry_in_a_layer_is_refused(TarEntryType type, string name, string reason)
    {
        var (archive, digest) = BusyBoxImage.Save(Layer(writer => writer.WriteEntry(new PaxTarEntry(type, name))));

        Refused(() => Open(archive, digest).Verify(MiB, default)).Should().Contain(reason);
    }

    [Theory]
    [InlineData("")]
    [InlineData("no archive at all")]
    public void What_is_no_archive_is_refused(string text) =>
        Refused(() => Open(Encoding.UTF8.GetBytes(text.PadRight(text.Length == 0 ? 0 : 2000)), $"sha256:{new string('0', 64)}")).Should().Contain("image archive");

    [Fact]
    public void Compressed_archive_is_refused_with_advice()
    {
        var (archive, digest) = BusyBoxImage.Save(Layer(_ => { }));

        Refused(() => Open(Gzip(archive), digest)).Should().Contain("without compressing it");
    }

    [Fact]
    public void Too_many_layers_are_refused()
    {
        var layer = Layer(_ => { });
        var ids = string.Join(',', Enumerable.Repeat($"\"sha256:{BusyBoxImage.Hex(layer)}\"", 200));
        var config = Encoding.UTF8.GetBytes($$$"""{"architecture":"amd64","os":"linux","rootfs":{"diff_ids":[{{{ids}}}]}}""");
        var names = string.Join(',', Enumerable.Repeat("\"l\"", 200));
        var archive = BusyBoxImage.Tar(writer =>
        {
            BusyBoxImage.WriteFile(writer, "l", layer);
            BusyBoxImage.WriteFile(writer, "c", config);
            BusyBoxImage.WriteFile(writer, "manifest.json", Encoding.UTF8.GetBytes($$"""[{"Config":"c","Layers":[{{names}}]}]"""));
        });

        Refused(() => Open(archive, $"sha256:{BusyBoxImage.Hex(config)}")).Should().Contain("from 1 to 127");
    }

    [Fact]
    public void Lists_of_another_form_are_refused()
    {
        var archive = BusyBoxImage.Tar(writer => BusyBoxImage.WriteFile(writer, "manifest.json", "{\"Config\":1}"u8.ToArray()));

        Refused(() => Open(archive, $"sha256:{new string('0', 64)}")).Should().Contain("not of the form");
    }

    [Theory]
    [InlineData("s390x", "linux", "the processor 's390x'")]
    [InlineData("amd64", "windows", "the system 'windows'")]
    public void Image_that_no_worker_can_run_is_refused(string architecture, string system, string reason)
    {
        var config = Encoding.UTF8.GetBytes($$$"""{"architecture":"{{{architecture}}}","os":"{{{system}}}","rootfs":{"type":"layers","diff_ids":["sha256:00"]}}""");
        var archive = BusyBoxImage.Tar(writer =>
        {
            BusyBoxImage.WriteFile(writer, "c", config);
            BusyBoxImage.WriteFile(writer, "manifest.json", """[{"Config":"c","Layers":["l"]}]"""u8.ToArray());
        });

        Refused(() => Open(archive, $"sha256:{BusyBoxImage.Hex(config)}")).Should().Contain($"is for {reason}");
    }

    [Theory]
    [InlineData("""{"layers":[]}""")]
    [InlineData("""{"layers":1,"config":{"digest":"sha256:00"}}""")]
    [InlineData("""{"layers":[{}],"config":{"digest":"sha256:00"}}""")]
    [InlineData("""{"layers":[],"config":"x"}""")]
    public void Manifest_that_lacks_a_part_or_has_another_form_is_refused(string manifest)
    {
        var bytes = Encoding.UTF8.GetBytes(manifest);
        var archive = BusyBoxImage.Tar(writer => BusyBoxImage.WriteFile(writer, $"blobs/sha256/{BusyBoxImage.Hex(bytes)}", bytes));

        Refused(() => Open(archive, $"sha256:{BusyBoxImage.Hex(bytes)}")).Should().Contain("not of the form");
    }

    [Fact]
    public async Task The_engine_is_given_one_name_of_ours_and_nothing_else_of_the_archive()
    {
        var (archive, digest) = BusyBoxImage.Save(Layer(writer => BusyBoxImage.WriteFile(writer, "a", [1])), tag: "debian:latest");
        var image = Open(archive, digest);
        image.Verify(MiB, TestContext.Current.CancellationToken);

        await using var stream = ImageTar.Open(image, "localhost/ours:1");
        await using var reader = new TarReader(stream);
        var names = new List<string>();
        var lists = "";
        while (await reader.GetNextEntryAsync(copyData: true, TestContext.Current.CancellationToken) is { } entry)
        {
            names.Add(entry.Name);
            lists = entry.Name == "manifest.json" ? await new StreamReader(entry.DataStream!).ReadToEndAsync(TestContext.Current.CancellationToken) : lists;
        }

        names.Should().Equal("0.tar", $"{digest[7..]}.json", "manifest.json");
        lists.Should().Contain("localhost/ours:1").And.NotContain("debian");
    }

    private static byte[] Layer(Action<TarWriter> write) => BusyBoxImage.Tar(write);

    private static byte[] Gzip(byte[] content)
    {
        using var stream = new MemoryStream();
        using (var gzip = new GZipStream(stream, CompressionLevel.Optimal, leaveOpen: true))
        {
            gzip.Write(content);
        }

        return stream.ToArray();
    }

    private static (byte[] Archive, string Manifest, string Config) Layout(byte[] layer, byte[] packed)
    {
        var config = BusyBoxImage.Configuration(layer, "{}");
        var manifest = Encoding.UTF8.GetBytes($$$"""{"schemaVersion":2,"config":{"digest":"sha256:{{{BusyBoxImage.Hex(config)}}}"},"layers":[{"digest":"sha256:{{{BusyBoxImage.Hex(packed)}}}"}]}""");
        var index = Encoding.UTF8.GetBytes($$$"""{"schemaVersion":2,"manifests":[{"digest":"sha256:{{{BusyBoxImage.Hex(manifest)}}}"}]}""");
        return (BusyBoxImage.Tar(writer =>
        {
            BusyBoxImage.WriteFile(writer, "oci-layout", "{\"imageLayoutVersion\":\"1.0.0\"}"u8.ToArray());
            BusyBoxImage.WriteFile(writer, "index.json", index);
            foreach (var blob in new[] { config, manifest, packed })
            {
                BusyBoxImage.WriteFile(writer, $"./blobs/sha256/{BusyBoxImage.Hex(blob)}", blob);
            }
        }), $"sha256:{BusyBoxImage.Hex(manifest)}", $"sha256:{BusyBoxImage.Hex(config)}");
    }

    private ImageArchive Open(byte[] archive, string digest)
    {
        File.WriteAllBytes(folder["image.tar"], archive);
        return ImageArchive.Open(folder["image.tar"], digest);
    }

    private static string Refused(Action action) => action.Should().Throw<ImageRefusedException>().Which.Message;
}
