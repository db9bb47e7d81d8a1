using System.Formats.Tar;
using Ect.Testing;
using Ect.Worker.Runtimes;
using Ect.Worker.Runtimes.Containers;

namespace Ect.Worker.Tests.Runtimes.Containers;

/// <summary>What programs leave in /out, as engines archive it; none of it is the worker's trouble.</summary>
public sealed class OutputCopyTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Files_and_folders_are_copied()
    {
        (await ReadAsync(Folder("out/"), Folder("out/a/"), File("out/a/b", "text"u8.ToArray()))).Should().BeNull();

        System.IO.File.ReadAllText(folder["a/b"]).Should().Be("text");
    }

    [Theory]
    [InlineData("stdout.txt")]
    [InlineData("stderr.txt")]
    public async Task Folder_in_the_place_of_a_stream_makes_the_output_unusable(string name)
    {
        (await ReadAsync(Folder("out/"), Folder($"out/{name}/")))!.Message.Should().Contain($"a folder in the place of {name}");

        Directory.Exists(folder[name]).Should().BeFalse();
    }

    [Fact]
    public async Task Folder_that_only_deeper_has_the_name_of_a_stream_is_copied() =>
        (await ReadAsync(Folder("out/"), Folder("out/a/"), Folder("out/a/stdout.txt/"))).Should().BeNull();

    [Fact]
    public async Task Folder_whose_name_reads_like_that_of_a_file_makes_the_output_unusable() =>
        (await ReadAsync(Folder("out/"), File("out/\ufffd", []), Folder("out/\ufffd/")))!.Message.Should().Contain("two names that read alike");

    [Fact]
    public async Task Name_that_is_no_text_and_becomes_too_long_for_a_disk_makes_the_output_unusable() =>
        (await ReadAsync(Folder("out/"), File($"out/{new string('\ufffd', 200)}", [])))!.Message.Should().Contain("too long");

    private async Task<RunOutcome.AppFailed?> ReadAsync(params (string Name, byte[]? Content)[] entries)
    {
        var archive = BusyBoxImage.Tar(writer =>
        {
            foreach (var (name, content) in entries)
            {
                if (content is null)
                {
                    writer.WriteEntry(new PaxTarEntry(TarEntryType.Directory, name));
                }
                else
                {
                    BusyBoxImage.WriteFile(writer, name, content);
                }
            }
        });
        var failed = await new OutputCopy(folder.Path, new RunLimits()).ReadAsync(new MemoryStream(archive), TestContext.Current.CancellationToken);
        failed?.Kind.Should().Be(AppFailure.UnusableOutput);
        return failed;
    }

    private static (string, byte[]?) Folder(string name) => (name, null);

    private static (string, byte[]?) File(string name, byte[] content) => (name, content);
}
