using Ect.Contracts.Files;
using Ect.Testing;

namespace Ect.Contracts.Tests.Files;

public sealed class WholeFileTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("ect-whole-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_file_is_written_and_replaced_and_nothing_is_left_beside_it(bool isDurable)
    {
        WholeFile.Write(In("a.json"), "one", isDurable: isDurable);
        WholeFile.Write(In("a.json"), "twö", isDurable: isDurable);
        File.ReadAllBytes(In("a.json")).Should().Equal([.. "tw"u8, 0xc3, 0xb6]);
        Names(_folder.FullName).Should().Equal("a.json");
    }

    [Fact]
    public void What_is_not_to_be_replaced_stays_and_nothing_is_left_beside_it()
    {
        File.WriteAllText(In("a.json"), "one");
        var act = () => WholeFile.Write(In("a.json"), "two", WholeFile.Secret, replace: false);
        act.Should().Throw<IOException>();
        File.ReadAllText(In("a.json")).Should().Be("one");
        Names(_folder.FullName).Should().Equal("a.json");
    }

    [Fact]
    public void A_full_disk_leaves_the_old_file_whole_and_nothing_beside_it()
    {
        using var disk = SmallDisk.TryMount(In("disk"), 64 << 10);
        Assert.SkipWhen(disk is null, "mounting a small disk needs root on Linux");
        var file = Path.Combine(disk.Folder, "a.json");
        WholeFile.Write(file, "one", WholeFile.Secret, isDurable: true);
        foreach (var isDurable in new[] { false, true })
        {
            var act = () => WholeFile.Write(file, new byte[128 << 10], isDurable: isDurable);
            act.Should().Throw<IOException>();
            File.ReadAllText(file).Should().Be("one");
            Names(disk.Folder).Should().Equal("a.json");
        }
    }

    [Fact]
    public void What_a_killed_writer_has_left_goes_an_hour_later_with_the_next_file_that_is_written_beside_it()
    {
        var (left, underWay, older) = ($"a.json.{Guid.NewGuid():n}.half", $"b.json.{Guid.NewGuid():n}.half", "mine.half");
        foreach (var (name, minutes) in new[] { (left, 61), (underWay, 59), (older, 61) })
        {
            File.WriteAllText(In(name), "hal");
            File.SetLastWriteTimeUtc(In(name), TimeProvider.System.GetUtcNow().UtcDateTime.AddMinutes(-minutes));
        }

        WholeFile.Write(In("c.json"), "whole");
        Names(_folder.FullName).Should().BeEquivalentTo([underWay, older, "c.json"], "who writes now is left alone, and so is what others named");
    }

    [Fact]
    public void The_mode_is_the_one_that_is_asked_for_else_that_of_the_file_before()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "modes are those of Unix");
        WholeFile.Write(In("secret"), "one", WholeFile.Secret);
        ModeOf(In("secret")).Should().Be(WholeFile.Secret);
        WholeFile.Write(In("secret"), "two");
        ModeOf(In("secret")).Should().Be(WholeFile.Secret, "who closed a file keeps it closed");
        WholeFile.Write(In("secret"), "three", WholeFile.Readable);
        ModeOf(In("secret")).Should().Be(WholeFile.Readable);
        File.WriteAllText(In("plain"), "");
        WholeFile.Write(In("as-plain"), "");
        ModeOf(In("as-plain")).Should().Be(ModeOf(In("plain")));
    }

    private static UnixFileMode ModeOf(string path) => OperatingSystem.IsWindows() ? default : File.GetUnixFileMode(path);

    private static IEnumerable<string?> Names(string folder) => Directory.EnumerateFileSystemEntries(folder).Select(Path.GetFileName);

    private string In(string name) => Path.Combine(_folder.FullName, name);
}
