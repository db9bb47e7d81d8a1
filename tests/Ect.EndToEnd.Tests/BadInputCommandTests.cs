namespace Ect.EndToEnd.Tests;

/// <summary>Names that nobody knows, malformed flags, requests that nobody serves.</summary>
[Collection(NetworkOfMistakes.Name)]
public sealed class BadInputCommandTests(SharedNetwork shared)
{
    private const string Nothing = "0x00000000000000000000000000000000000000000000000000000000000000ff";

    private TestNetwork Network => shared.Network;

    [Theory]
    [InlineData("asset_not_found", "app show nonsense", "nonsense")]
    [InlineData("asset_not_found", "app show " + Nothing, Nothing)]
    [InlineData("asset_not_found", "run nonsense", "nonsense")]
    [InlineData("asset_not_found", "run monte-carlo --dataset nonsense", "nonsense")]
    [InlineData("asset_not_found", "run monte-carlo --pool nonsense", "nonsense")]
    [InlineData("deal_not_found", "deal show " + Nothing, Nothing)]
    [InlineData("deal_not_found", "deal show 0xdead", "0xdead")]
    [InlineData("deal_not_found", "deal watch " + Nothing, Nothing)]
    [InlineData("task_not_found", "task show " + Nothing, Nothing)]
    [InlineData("task_not_found", "task result " + Nothing, Nothing)]
    [InlineData("task_not_found", "task claim " + Nothing, Nothing)]
    [InlineData("deal_not_found", "task show " + Nothing + ":0", Nothing)]
    [InlineData("order_not_found", "order show " + Nothing, Nothing)]
    [InlineData("network_not_found", "deal list --network nowhere", "nowhere")]
    [InlineData("no_match", "run monte-carlo --trust 9", "9", "3")]
    [InlineData("no_match", "run monte-carlo --max-price 0.1", "3.5 ECT", "0.1 ECT")]
    [InlineData("no_match", "run monte-carlo --category 3", "3")]
    public Task What_is_not_there_is_named(string code, string command, params string[] named) => Network.WithoutMoneyMovingAsync(async () =>
        (await Network.EctAsync(command.Split(' '))).ShouldFail(3, code, named));

    [Theory]
    [InlineData("usage", "frobnicate", "frobnicate")]
    [InlineData("usage", "run", "APP")]
    [InlineData("usage", "run monte-carlo --tasks many", "many")]
    [InlineData("usage", "run monte-carlo --tasks -1", "-1")]
    [InlineData("usage", "run monte-carlo --trust 70000", "70000")]
    [InlineData("usage", "run monte-carlo --frobnicate", "--frobnicate")]
    [InlineData("usage", "run monte-carlo --timeout soon", "soon")]
    [InlineData("usage", "market start --listen banana", "banana")]
    [InlineData("invalid_value", "run monte-carlo --tasks 0", "0")]
    [InlineData("invalid_value", "run monte-carlo --input scene", "scene", "NAME=PATH")]
    [InlineData("invalid_value", "run monte-carlo --input ../x=.", "../x")]
    [InlineData("invalid_value", "run monte-carlo --env A=1 --env A=2", "A", "twice")]
    [InlineData("invalid_value", "run monte-carlo --callback 0x12", "0x12")]
    [InlineData("invalid_value", "run monte-carlo --tag 0x12", "0x12")]
    [InlineData("invalid_value", "run monte-carlo --out /etc", "/etc", "not empty")]
    public Task A_malformed_flag_is_named(string code, string command, params string[] named) => Network.WithoutMoneyMovingAsync(async () =>
        (await Network.EctAsync(command.Split(' '))).ShouldFail(2, code, named));

    [Fact]
    public Task A_missing_file_is_named_before_anything_is_bought() => Network.WithoutMoneyMovingAsync(async () =>
    {
        (await Network.EctAsync("run", "monte-carlo", "--input", "scene=/nowhere/scene")).ShouldFail(3, "file_not_found", "/nowhere/scene");
        (await Network.EctAsync("app", "publish", "/nowhere/app.wasm", "--name", "x")).ShouldFail(3, "file_not_found", "/nowhere/app.wasm");
    });

    [Fact]
    public async Task Text_for_people_has_the_cause_the_code_and_the_next_step()
    {
        await using var process = EctProcess.Start(["deal", "show", "0xdead", "--home", Network.Folder, "--network", Network.NetworkFile()]);
        var outcome = await process.EndAsync();
        outcome.ExitCode.Should().Be(3);
        outcome.Output.Should().BeEmpty();
        outcome.Errors.Should().Contain("error: ").And.Contain("0xdead").And.Contain("(deal_not_found)").And.Contain("next: ");
    }
}
