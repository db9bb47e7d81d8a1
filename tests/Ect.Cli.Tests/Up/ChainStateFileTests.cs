using Ect.Cli.Up;

namespace Ect.Cli.Tests.Up;

public sealed class ChainStateFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("ect-test-").FullName;
    private readonly ChainStateFile _state;

    public ChainStateFileTests() => _state = new(State, TimeProvider.System);

    private string State => Path.Combine(_folder, "state.json");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("")]
    [InlineData("{\"block\": {\"number\": \"0x")]
    [InlineData("{\"block\": {}")]
    public void What_a_kill_in_the_middle_of_writing_left_gives_way_to_the_last_whole_file(string half)
    {
        File.WriteAllText(State, "{\"block\": {\"number\": \"0x10\"}}");
        _state.Keep();
        File.WriteAllText(State, half);
        _state.Keep();

        new ChainStateFile(State, TimeProvider.System).Restore().Should().BeTrue();

        File.ReadAllText(State).Should().Contain("0x10");
    }

    [Fact]
    public void A_lost_file_comes_back()
    {
        File.WriteAllText(State, "{}");
        _state.Keep();
        File.Delete(State);

        _state.Restore().Should().BeTrue();

        File.Exists(State).Should().BeTrue();
    }

    [Fact]
    public void A_whole_file_stays_as_it_is()
    {
        File.WriteAllText(State, "{\"block\": 1}");
        _state.Keep();
        File.WriteAllText(State, "{\"block\": 2}");

        _state.Restore().Should().BeFalse();

        File.ReadAllText(State).Should().Contain("2");
    }

    [Fact]
    public void Before_the_first_start_there_is_nothing_to_do()
    {
        _state.Keep();

        _state.Restore().Should().BeFalse();

        File.Exists(State).Should().BeFalse();
    }
}
