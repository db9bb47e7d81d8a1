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

    [Theory]
    [InlineData(4, 3, 3)]
    [InlineData(3, 3, 2)]
    [InlineData(4, 3, 2)]
    public void A_file_whose_parts_are_of_different_moments_gives_way_to_one_that_belongs_together(int nonce, int transactions, int mined)
    {
        File.WriteAllText(State, Written(nonce: 2, transactions: 2, mined: 2));
        _state.Keep();
        File.WriteAllText(State, Written(nonce, transactions, mined));
        _state.Keep();

        new ChainStateFile(State, TimeProvider.System).Restore().Should().BeTrue();

        File.ReadAllText(State).Should().Be(Written(nonce: 2, transactions: 2, mined: 2));
    }

    [Fact]
    public void Where_no_sound_file_was_ever_seen_the_newest_whole_one_stays()
    {
        File.WriteAllText(State, Written(nonce: 2, transactions: 1, mined: 1));
        _state.Keep();
        File.WriteAllText(State, Written(nonce: 4, transactions: 3, mined: 3));
        _state.Keep();

        _state.Restore().Should().BeFalse();
        File.WriteAllText(State, "{");
        _state.Restore().Should().BeTrue();

        File.ReadAllText(State).Should().Be(Written(nonce: 4, transactions: 3, mined: 3));
    }

    [Fact]
    public void Before_the_first_start_there_is_nothing_to_do()
    {
        _state.Keep();

        _state.Restore().Should().BeFalse();

        File.Exists(State).Should().BeFalse();
    }

    private static string Written(int nonce, int transactions, int mined)
    {
        var sent = string.Join(',', Enumerable.Repeat("{\"info\":{\"from\":\"0xab\"}}", transactions));
        var blocks = string.Join(',', Enumerable.Repeat("{\"transactions\":[{}]}", mined));
        return "{\"accounts\":{\"0xAb\":{\"nonce\":" + nonce + "},\"0x01\":{\"nonce\":1}},\"blocks\":[" + blocks + "],\"transactions\":[" + sent + "]}";
    }
}
