using Ect.Testing;
using Ect.Worker.Preferences;

namespace Ect.Worker.Tests.Preferences;

public sealed class PreferencesFileTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    private string FilePath => folder["preferences.json"];

    public void Dispose() => folder.Dispose();

    [Fact]
    public void What_is_written_is_read()
    {
        var preferences = new WorkerPreferences { IdleMinutes = 7.5, OthersLoadPercent = 30, OnBattery = false, Hours = "mon-fri 18:00-08:00, sat-sun", Slots = 2, MemoryMiB = 1024, DiskMiB = 4096, KeepFreeMiB = 100, Rest = new(new DateTimeOffset(2026, 6, 1, 12, 0, 0, TimeSpan.Zero), true) };
        new PreferencesFile(folder.Path).Write(preferences);

        new PreferencesFile(folder.Path).Read().Should().Be(preferences);
        (File.GetUnixFileMode(FilePath) & UnixFileMode.OtherRead).Should().Be(UnixFileMode.OtherRead, "an administrator may write it for a worker of another account");
    }

    [Theory]
    [InlineData("""{"idleMinutes": 0}""", "idleMinutes is 0; it must be more than 0")]
    [InlineData("""{"idleMinutes": "ten"}""", "$.idleMinutes")]
    [InlineData("""{"othersLoadPercent": 101}""", "othersLoadPercent is 101")]
    [InlineData("""{"hours": "mon 8-9"}""", "'8' is no time")]
    [InlineData("""{"slots": 0}""", "slots is 0; it must be 1 to 1,024")]
    [InlineData("""{"memoryMiB": 255}""", "at least 256")]
    [InlineData("""{"batery": false}""", "batery")]
    [InlineData("""{"slots": 2""", "invalid end of a number")]
    [InlineData("null", "it holds nothing")]
    public void A_mistake_is_refused_with_the_file_and_the_rule(string text, string message)
    {
        File.WriteAllText(FilePath, text);

        FluentActions.Invoking(() => new PreferencesFile(folder.Path).Read()).Should().Throw<FormatException>().WithMessage($"*{FilePath}*{message}*ect worker prefs*");
    }

    [Fact]
    public void A_change_is_noticed_and_a_mistake_leaves_the_earlier_ones()
    {
        var file = new PreferencesFile(folder.Path);
        file.Refresh().Should().BeFalse("there is none");
        File.WriteAllText(FilePath, """{"slots": 3}""");
        file.Refresh().Should().BeTrue();
        file.Current.Slots.Should().Be(3);
        file.Problem.Should().BeNull();
        file.Refresh().Should().BeFalse("nothing has changed");

        File.WriteAllText(FilePath, """{"slots": "many"}""");
        file.Refresh().Should().BeTrue();
        file.Problem.Should().Contain("slots");
        file.Current.Slots.Should().Be(3);

        File.Delete(FilePath);
        file.Refresh().Should().BeTrue();
        file.Current.Slots.Should().BeNull();
        file.Problem.Should().BeNull();
    }

    [Theory]
    [InlineData(4, null, null, 4)]
    [InlineData(4, 2, null, 2)]
    [InlineData(4, 8, null, 4)]
    [InlineData(4, null, 600L, 2)]
    public void Slots_are_what_the_owner_lends_and_the_memory_reaches_for(int all, int? slots, long? memory, int lent) =>
        new WorkerPreferences { Slots = slots, MemoryMiB = memory }.SlotsOf(all).Should().Be(lent);

    [Fact]
    public void The_service_can_read_what_root_wrote_whatever_its_umask()
    {
        using (new Umask((UnixFileMode)0b111_111))
        {
            new PreferencesFile(folder.Path).Write(new() { Slots = 2 });
        }

        File.GetUnixFileMode(FilePath).Should().Be(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead);
    }

    [Fact]
    public void A_file_that_cannot_be_read_is_news_once_and_again_when_it_can()
    {
        new PreferencesFile(folder.Path).Write(new() { Slots = 2 });
        var file = new PreferencesFile(folder.Path);
        using (new FileStream(FilePath, FileMode.Open, FileAccess.ReadWrite, FileShare.None))
        {
            file.Refresh().Should().BeTrue();
            file.Problem.Should().Contain("cannot be read");
            file.Refresh().Should().BeFalse("it is the same problem");
            file.Problem.Should().Contain("cannot be read");
        }

        file.Refresh().Should().BeTrue();
        file.Current.Slots.Should().Be(2);
        file.Problem.Should().BeNull();
    }
}
