using Ect.Cli.Frame;

namespace Ect.Cli.Tests.Wallets;

public sealed class WalletTests : IDisposable
{
    private const string FirstAnvilKey = "0xac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80";
    private const string FirstAnvilAddress = "0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266";
    private const string AnvilMnemonic = "test test test test test test test test test test test junk";

    private readonly Cli _cli = new();

    public void Dispose() => _cli.Dispose();

    [Fact]
    public async Task A_new_wallet_is_a_keystore_that_only_its_user_can_read()
    {
        var wallet = await _cli.JsonAsync("wallet", "create", "alice");

        var file = wallet.GetProperty("file").GetString()!;
        File.GetUnixFileMode(file).Should().Be(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        File.GetUnixFileMode(Path.GetDirectoryName(file)!).Should().Be(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        (await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken)).Should().Contain("\"version\"").And.NotContain("correct horse");
        (await _cli.JsonAsync("wallet", "show", "alice")).GetProperty("address").GetString().Should().Be(wallet.GetProperty("address").GetString());
    }

    [Fact]
    public async Task A_wallet_is_never_overwritten()
    {
        var first = await _cli.JsonAsync("wallet", "create", "alice");

        (await _cli.FailureAsync("wallet", "create", "alice")).Code.Should().Be("wallet_exists");

        (await _cli.JsonAsync("wallet", "show", "alice")).GetProperty("address").GetString().Should().Be(first.GetProperty("address").GetString());
    }

    [Fact]
    public async Task A_private_key_is_imported_from_a_file_and_exported_the_same()
    {
        var source = _cli.WriteFile("key.txt", FirstAnvilKey + "\n");

        (await _cli.JsonAsync("wallet", "import", source, "--name", "first")).GetProperty("address").GetString().Should().Be(FirstAnvilAddress);

        var target = Path.Combine(_cli.Home, "out.key");
        await _cli.JsonAsync("wallet", "export", "first", "--out", target);
        (await File.ReadAllTextAsync(target, TestContext.Current.CancellationToken)).Trim().Should().Be(FirstAnvilKey);
        File.GetUnixFileMode(target).Should().Be(UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    [Fact]
    public async Task A_key_is_imported_from_standard_input()
    {
        var run = await _cli.RunAsync(FirstAnvilKey, ["wallet", "import", "-", "--name", "piped", "--json"]);
        run.Json.GetProperty("address").GetString().Should().Be(FirstAnvilAddress);
    }

    [Theory]
    [InlineData(0, FirstAnvilAddress)]
    [InlineData(1, "0x70997970C51812dc3A010C7d01b50e0d17dc79C8")]
    public async Task A_mnemonic_gives_its_accounts(int index, string address)
    {
        var source = _cli.WriteFile("words.txt", AnvilMnemonic);
        (await _cli.JsonAsync("wallet", "import", source, "--index", $"{index}", "--name", "words")).GetProperty("address").GetString().Should().Be(address);
    }

    [Fact]
    public async Task A_keystore_moves_to_another_home_with_its_password()
    {
        var wallet = await _cli.JsonAsync("wallet", "create", "alice");
        using var other = new Cli();

        var moved = await other.JsonAsync("wallet", "import", wallet.GetProperty("file").GetString()!, "--name", "alice");

        moved.GetProperty("address").GetString().Should().Be(wallet.GetProperty("address").GetString());
        other.Variables["ECT_PASSWORD"] = "wrong";
        (await other.FailureAsync("wallet", "import", wallet.GetProperty("file").GetString()!, "--name", "again")).Code.Should().Be("wrong_password");
    }

    [Fact]
    public async Task What_is_no_key_is_refused_and_not_repeated_in_the_message()
    {
        var source = _cli.WriteFile("secret.txt", "hunter2 is my secret");
        var (exit, code, message) = await _cli.FailureAsync("wallet", "import", source);
        (exit, code).Should().Be((ExitCode.Usage, "invalid_file"));
        message.Should().NotContain("hunter2");
    }

    [Fact]
    public async Task A_wrong_password_is_named_as_such()
    {
        await _cli.JsonAsync("wallet", "create", "alice");
        _cli.Variables["ECT_PASSWORD"] = "wrong";
        var (exit, code, _) = await _cli.FailureAsync("wallet", "export", "alice", "--out", Path.Combine(_cli.Home, "x"));
        (exit, code).Should().Be((ExitCode.Failure, "wrong_password"));
        File.Exists(Path.Combine(_cli.Home, "x")).Should().BeFalse();
    }

    [Fact]
    public async Task A_password_file_must_be_closed_to_others()
    {
        var open = _cli.WriteFile("password", "pw\n", UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.OtherRead);
        (await _cli.FailureAsync("wallet", "create", "alice", "--password-file", open)).Code.Should().Be("invalid_value");

        File.SetUnixFileMode(open, UnixFileMode.UserRead);
        await _cli.JsonAsync("wallet", "create", "alice", "--password-file", open);
    }

    [Fact]
    public async Task Without_a_password_or_a_terminal_nothing_is_made()
    {
        _cli.Variables.Remove("ECT_PASSWORD");
        var (exit, code, _) = await _cli.FailureAsync("wallet", "create", "alice");
        (exit, code).Should().Be((ExitCode.Usage, "password_needed"));
        (await _cli.JsonAsync("wallet", "list")).GetProperty("wallets").GetArrayLength().Should().Be(0);
    }

    [Fact]
    public async Task On_a_terminal_a_new_password_is_asked_for_twice()
    {
        _cli.Variables.Remove("ECT_PASSWORD");
        _cli.Secrets = new(["one", "two"]);
        (await _cli.FailureAsync("wallet", "create", "alice")).Code.Should().Be("invalid_value");

        _cli.Secrets = new(["same", "same"]);
        await _cli.JsonAsync("wallet", "create", "alice");
    }

    [Theory]
    [InlineData("../evil")]
    [InlineData("a/b")]
    [InlineData(".hidden")]
    [InlineData("")]
    public async Task A_name_that_could_leave_the_folder_is_refused(string name)
    {
        var (exit, _, _) = await _cli.FailureAsync("wallet", "create", name);
        exit.Should().Be(ExitCode.Usage);
        Directory.Exists(Path.Combine(_cli.Home, "wallets")).Should().BeFalse();
    }

    [Fact]
    public async Task A_damaged_wallet_file_is_named()
    {
        await _cli.JsonAsync("wallet", "create", "alice");
        _cli.WriteFile(Path.Combine("wallets", "alice.json"), "{}");
        var (exit, code, message) = await _cli.FailureAsync("wallet", "show", "alice");
        (exit, code).Should().Be((ExitCode.Usage, "invalid_file"));
        message.Should().Contain("alice.json");
    }
}
