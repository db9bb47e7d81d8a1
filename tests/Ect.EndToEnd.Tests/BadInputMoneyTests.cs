using System.Text.Json.Nodes;

namespace Ect.EndToEnd.Tests;

/// <summary>Wrong keys, wrong passwords, wrong amounts and receivers, too little money: said clearly, and nothing moves.</summary>
[Collection(NetworkOfMistakes.Name)]
public sealed class BadInputMoneyTests(SharedNetwork shared)
{
    private TestNetwork Network => shared.Network;

    [Fact]
    public Task A_password_that_does_not_fit_opens_nothing() => Network.WithoutMoneyMovingAsync(async () =>
    {
        (await Network.EctAsync("wallet", "deposit", "1", "--password-file", Network.NewFile("not this one\n"))).ShouldFail(1, "wrong_password", "default");
        (await Network.EctAsync("wallet", "deposit", "1", "--password-file", Network.NewFile("\n"))).ShouldFail(2, "invalid_file", "empty first line");
        (await Network.EctAsync("wallet", "deposit", "1", "--password-file", "/nowhere/password")).ShouldFail(3, "file_not_found", "/nowhere/password");
        var open = Network.NewFile("secret\n");
        File.SetUnixFileMode(open, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.OtherRead);
        (await Network.EctAsync("wallet", "deposit", "1", "--password-file", open)).ShouldFail(2, "invalid_value", open, "others").Hint.Should().Contain("chmod 600");
    });

    [Fact]
    public Task A_damaged_wallet_file_is_named() => Network.WithoutMoneyMovingAsync(async () =>
    {
        var good = await File.ReadAllTextAsync(Path.Combine(Network.Folder, "wallets", "treasury.json"));
        var password = Path.Combine(Network.Folder, "wallets", "treasury.password");
        var home = Directory.CreateDirectory(Path.Combine(Network.NewPath(), "wallets")).Parent!.FullName;
        Task<EctOutcome> Use(string name) => Network.EctAsync("wallet", "deposit", "1", "--home", home, "--wallet", name, "--password-file", password);
        async Task<EctOutcome> Damage(string name, string content)
        {
            await File.WriteAllTextAsync(Path.Combine(home, "wallets", $"{name}.json"), content);
            return await Use(name);
        }

        (await Damage("half", good[..(good.Length / 2)])).ShouldFail(2, "invalid_file", "half.json");
        (await Damage("empty", "")).ShouldFail(2, "invalid_file", "empty.json");
        (await Damage("foreign", "{\"version\":3}")).ShouldFail(2, "invalid_file", "foreign.json");

        // One digit of the encrypted key: its checksum no longer fits, as with a wrong password.
        var keystore = JsonNode.Parse(good)!;
        var cipher = (string)keystore["crypto"]!["ciphertext"]!;
        keystore["crypto"]!["ciphertext"] = (cipher[0] == '0' ? '1' : '0') + cipher[1..];
        (await Damage("bit", keystore.ToJsonString())).ShouldFail(1, "wrong_password", "bit");
        (await Use("nobody")).ShouldFail(3, "wallet_not_found", "nobody");
        (await Use("../default")).ShouldFail(2, "invalid_value", "../default");
        (await Network.EctAsync("wallet", "import", Network.NewFile("no key at all"), "--name", "imported", "--password-file", password)).ShouldFail(2, "invalid_file");
    });

    [Fact]
    public Task Nobody_moves_more_than_there_is() => Network.WithoutMoneyMovingAsync(async () =>
    {
        (await Network.EctAsync("wallet", "withdraw", "1000000000")).ShouldFail(4, "insufficient_balance", "1000000000 ECT", "free");
        (await Network.EctAsync("wallet", "deposit", "1000000000")).ShouldFail(4, "insufficient_balance", "1000000000 ECT", "outside the hub");
        (await Network.EctAsync("wallet", "send", "1000000000", "app-owner")).ShouldFail(4, "insufficient_balance", "1000000000 ECT");
        (await Network.EctAsync("run", "monte-carlo", "--wallet", "treasury")).ShouldFail(4, "insufficient_balance", "0 ECT free", "3.5 ECT");
    });

    [Theory]
    [InlineData("-5")]
    [InlineData("0")]
    [InlineData("five")]
    [InlineData("1,5")]
    [InlineData("0.0000000000000000001")]
    public Task An_amount_that_is_none_is_refused(string amount) => Network.WithoutMoneyMovingAsync(async () =>
    {
        var outcome = await Network.EctAsync("wallet", "deposit", amount);
        outcome.ExitCode.Should().Be(2, outcome.Output);
        outcome.Message.Should().Contain(amount);
    });

    [Theory]
    [InlineData("0x12")]
    [InlineData("0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAeD0")]
    [InlineData("0x5aAeb6053F3E94C9b9A09f33669435E7Ef1Beaed")]
    public Task An_address_that_is_none_receives_nothing(string address) => Network.WithoutMoneyMovingAsync(async () =>
        (await Network.EctAsync("wallet", "send", "1", address)).ShouldFail(2, "invalid_value", address));

    [Fact]
    public Task A_receiver_that_nobody_knows_receives_nothing() => Network.WithoutMoneyMovingAsync(async () =>
    {
        (await Network.EctAsync("wallet", "send", "1", "nobody")).ShouldFail(3, "wallet_not_found", "nobody");
        (await Network.EctAsync("wallet", "withdraw", "1", "--to", "nobody")).ShouldFail(3, "wallet_not_found", "nobody");
    });
}
