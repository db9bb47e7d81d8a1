using System.Text.Json;
using Ect.Cli.Frame;

namespace Ect.Cli.Tests.Roles;

public sealed class WorkerPreferencesTests : IDisposable
{
    private readonly Cli cli = new();

    private string Data => Path.Combine(cli.Home, "data");

    public void Dispose() => cli.Dispose();

    [Fact]
    public async Task What_is_set_stays_until_it_is_turned_off()
    {
        await PrefsAsync("--idle", "10m", "--others-load", "30%", "--battery", "no", "--hours", "mon-fri 18:00-08:00, sat-sun", "--slots", "2", "--memory", "2G", "--disk", "512MiB", "--keep-free", "1T");
        var set = await PrefsAsync();
        set.GetProperty("idleMinutes").GetDouble().Should().Be(10);
        set.GetProperty("othersLoadPercent").GetDouble().Should().Be(30);
        set.GetProperty("onBattery").GetBoolean().Should().BeFalse();
        set.GetProperty("hours").GetString().Should().Be("mon-fri 18:00-08:00, sat-sun");
        set.GetProperty("slots").GetInt32().Should().Be(2);
        set.GetProperty("memoryMiB").GetInt64().Should().Be(2048);
        set.GetProperty("diskMiB").GetInt64().Should().Be(512);
        set.GetProperty("keepFreeMiB").GetInt64().Should().Be(1 << 20);

        var off = await PrefsAsync("--idle", "off", "--hours", "off", "--slots", "off");
        off.GetProperty("idleMinutes").ValueKind.Should().Be(JsonValueKind.Null);
        off.GetProperty("hours").ValueKind.Should().Be(JsonValueKind.Null);
        off.GetProperty("slots").ValueKind.Should().Be(JsonValueKind.Null);
        off.GetProperty("onBattery").GetBoolean().Should().BeFalse("it was not named");
        (await PrefsAsync("--reset")).GetProperty("onBattery").GetBoolean().Should().BeTrue();
    }

    [Theory]
    [InlineData("--idle", "soon", "--idle is 'soon'")]
    [InlineData("--idle", "2d", "idleMinutes is 2880; it must be more than 0 and at most 1,440")]
    [InlineData("--others-load", "much", "--others-load is 'much'")]
    [InlineData("--others-load", "101", "othersLoadPercent is 101")]
    [InlineData("--battery", "maybe", "--battery is 'maybe'; write yes or no")]
    [InlineData("--hours", "weekends", "'weekends' is no day")]
    [InlineData("--slots", "0", "slots is 0")]
    [InlineData("--memory", "4", "--memory is '4'; write a size")]
    [InlineData("--memory", "100M", "memoryMiB is 100")]
    [InlineData("--disk", "5X", "--disk is '5X'")]
    public async Task A_mistake_is_told_and_changes_nothing(string option, string value, string message)
    {
        var failure = await cli.FailureAsync("worker", "prefs", "--data", Data, option, value);
        (failure.Exit, failure.Code).Should().Be((ExitCode.Usage, "invalid_value"));
        failure.Message.Should().Contain(message);
        File.Exists(Path.Combine(Data, "preferences.json")).Should().BeFalse();
    }

    [Fact]
    public async Task A_file_with_a_mistake_is_named_and_a_reset_cures_it()
    {
        Directory.CreateDirectory(Data);
        await File.WriteAllTextAsync(Path.Combine(Data, "preferences.json"), """{"hours": "always"}""", TestContext.Current.CancellationToken);
        var failure = await cli.FailureAsync("worker", "pause", "--data", Data);
        failure.Code.Should().Be("invalid_file");
        failure.Message.Should().Contain("preferences.json").And.Contain("'always' is no day");
        await PrefsAsync("--reset");
        await cli.JsonAsync("worker", "pause", "--data", Data);
    }

    [Fact]
    public async Task A_rest_is_noted_with_its_end_and_ended()
    {
        await PrefsAsync("--idle", "10m");
        await cli.JsonAsync("worker", "pause", "--for", "2h", "--finish", "--data", Data);
        var rest = (await PrefsAsync()).GetProperty("rest");
        rest.GetProperty("finish").GetBoolean().Should().BeTrue();
        (rest.GetProperty("until").GetDateTimeOffset() - TimeProvider.System.GetUtcNow()).Should().BeCloseTo(TimeSpan.FromHours(2), TimeSpan.FromMinutes(2));
        (await cli.RunAsync("worker", "pause", "--data", Data)).Out.Should().Contain("rests until `ect worker resume`");
        await cli.JsonAsync("worker", "resume", "--data", Data);
        var after = await PrefsAsync();
        after.GetProperty("rest").ValueKind.Should().Be(JsonValueKind.Null);
        after.GetProperty("idleMinutes").GetDouble().Should().Be(10, "the other preferences hold");
        (await cli.FailureAsync("worker", "pause", "--for", "ever", "--data", Data)).Message.Should().Contain("--for is 'ever'");
    }

    [Fact]
    public async Task Where_no_worker_runs_its_status_says_so_and_what_to_do()
    {
        (await cli.FailureAsync("worker", "status", "--data", Data)).Should().Match<(ExitCode Exit, string Code, string Message)>(failure => failure.Exit == ExitCode.NotFound && failure.Code == "worker_not_running" && failure.Message.Contains(Data));
        cli.WriteNetwork();
        (await cli.FailureAsync("worker", "status", "--wallet", "bob")).Message.Should().Contain(Path.Combine("roles", "worker-bob"));
    }

    private async Task<JsonElement> PrefsAsync(params string[] options) => (await cli.JsonAsync(["worker", "prefs", "--data", Data, .. options])).GetProperty("preferences");
}
