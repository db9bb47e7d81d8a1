using Ect.Cli.Frame;
using Ect.Ethereum;

namespace Ect.Cli.Tests.Frame;

public sealed class OutputTests : IDisposable
{
    private readonly Cli _cli = new();

    public void Dispose() => _cli.Dispose();

    [Fact]
    public async Task A_newcomer_is_told_what_to_do_first()
    {
        var run = await _cli.RunAsync();
        run.Exit.Should().Be(ExitCode.Ok);
        run.Out.Should().Contain("ect demo").And.Contain("ect up");
        (await _cli.JsonAsync()).GetProperty("state").GetString().Should().Be("noNetwork");
    }

    [Fact]
    public async Task A_network_that_is_down_is_told_apart_from_none()
    {
        _cli.WriteNetwork();
        (await _cli.JsonAsync()).GetProperty("state").GetString().Should().Be("networkDown");
    }

    [Fact]
    public async Task An_error_for_people_goes_to_standard_error_with_the_next_step()
    {
        var run = await _cli.RunAsync("wallet", "show", "bob");
        run.Exit.Should().Be(ExitCode.NotFound);
        run.Out.Should().BeEmpty();
        run.Error.Should().Contain("error: Wallet 'bob'").And.Contain(" next: ").And.Contain("(wallet_not_found)");
    }

    [Theory]
    [InlineData("walet")]
    [InlineData("wallet")]
    [InlineData("wallet", "deposit")]
    [InlineData("wallet", "deposit", "12,5")]
    [InlineData("wallet", "deposit", "-1")]
    [InlineData("wallet", "deposit", "1.0000000000000000001")]
    [InlineData("run")]
    [InlineData("run", "x", "--tasks", "many")]
    [InlineData("run", "x", "--timeout", "soon")]
    [InlineData("run", "x", "--tail-when", "often")]
    [InlineData("run", "x", "--tail-at", "much")]
    [InlineData("run", "x", "--tail-budget", "all")]
    [InlineData("deal", "watch", "0x12345678", "--tail-size", "huge")]
    [InlineData("order", "list", "house")]
    [InlineData("pool", "publish", "p", "--scheduler-url", "nonsense")]
    [InlineData("pool", "publish", "p", "--scheduler-url", "http://a", "--scheduler-url", "nonsense")]
    [InlineData("worker", "start", "--pool", "p", "--scheduler", "http://a", "--scheduler", "http://a")]
    [InlineData("worker", "start", "--pool", "p", "--scheduler", "http://a", "--scheduler", "http://b", "--scheduler", "http://c", "--scheduler", "http://d", "--scheduler", "http://e")]
    public async Task A_wrong_command_line_exits_with_2_and_one_document(params string[] args)
    {
        var (exit, code, message) = await _cli.FailureAsync(args);
        (exit, code).Should().Be((ExitCode.Usage, "usage"));
        message.Should().NotBeEmpty();
    }

    [Fact]
    public async Task An_unreachable_chain_is_named_with_its_address()
    {
        _cli.WriteNetwork();
        await _cli.JsonAsync("wallet", "create");
        var (exit, code, message) = await _cli.FailureAsync("wallet", "balance");
        (exit, code).Should().Be((ExitCode.Unreachable, "chain_unreachable"));
        message.Should().Contain("127.0.0.1:1");
    }

    [Fact]
    public async Task An_unreachable_order_board_is_named_with_its_address()
    {
        _cli.WriteNetwork();
        var (exit, code, message) = await _cli.FailureAsync("order", "list", "app");
        (exit, code).Should().Be((ExitCode.Unreachable, "market_unreachable"));
        message.Should().Contain("127.0.0.1:1");
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("not json")]
    public async Task A_damaged_network_file_is_named(string content)
    {
        var file = _cli.WriteFile("broken.json", content);
        var (exit, code, message) = await _cli.FailureAsync("app", "list", "--network", file);
        (exit, code).Should().Be((ExitCode.Usage, "invalid_file"));
        message.Should().Contain("broken.json");
    }

    [Fact]
    public void Amounts_are_exact_and_have_a_unit()
    {
        var amount = new Amount(Units.ParseEther("1234567.000000000000000001"));
        amount.ToString().Should().Be("1234567.000000000000000001 ECT");
        System.Text.Json.JsonSerializer.Serialize(amount, CliJson.Options).Should().Be("\"1234567.000000000000000001\"");
    }

    [Theory]
    [InlineData("90s", 90)]
    [InlineData("15m", 900)]
    [InlineData("12h", 43_200)]
    [InlineData("30d", 2_592_000)]
    public void Spans_of_time_are_read(string text, int seconds)
    {
        DurationOption.TryParse(text, out var span).Should().BeTrue();
        span.Should().Be(TimeSpan.FromSeconds(seconds));
    }

    [Theory]
    [InlineData("0s")]
    [InlineData("5")]
    [InlineData("m")]
    [InlineData("-5m")]
    [InlineData("1.5h")]
    [InlineData("99999d")]
    [InlineData("5y")]
    public void What_is_no_span_of_time_is_refused(string text) => DurationOption.TryParse(text, out _).Should().BeFalse();
}
