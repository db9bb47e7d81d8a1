using System.Diagnostics;
using Ect.Cli.Frame;
using Ect.Cli.Roles.Systemd;
using Ect.Sdk.Errors;
using Ect.Testing;

namespace Ect.Cli.Tests.Roles;

/// <summary>The units stand in files beside this one. ECT_UPDATE_SNAPSHOTS=1 rewrites them.</summary>
public sealed class WorkerUnitTests : IDisposable
{
    // Whole, since there is no chain that knows names.
    private const string Pool = "0x00000000000000000000000000000000000000000000000000000000000000aa";

    private readonly Cli cli = new();

    public void Dispose() => cli.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Units_read_as_committed_and_systemd_has_nothing_against_them(bool isSystem)
    {
        var name = isSystem ? "system" : "user";
        var unit = new WorkerUnit("ect-worker", "/bin/true", ["--pool", "0x01", "--wallet", "bob the builder", "--slots", "2"], "/srv/worker", "/etc/ect/ect-worker.password", isSystem).ToString();
        var file = RepositoryRoot.File("tests", "Ect.Cli.Tests", "Roles", $"ect-worker.{name}.service");
        if (Environment.GetEnvironmentVariable("ECT_UPDATE_SNAPSHOTS") is "1")
        {
            await File.WriteAllTextAsync(file, unit, TestContext.Current.CancellationToken);
        }

        unit.Should().Be(await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken));
        Assert.SkipUnless(File.Exists("/usr/bin/systemd-analyze"), "systemd-analyze is missing: install systemd");
        var (exit, said) = await VerifyAsync(unit, isSystem);
        said.Should().BeEmpty();
        exit.Should().Be(0);
    }

    [Theory]
    [InlineData("plain-word_1.2:3", "plain-word_1.2:3")]
    [InlineData("two words", "\"two words\"")]
    [InlineData("100%", "100%%")]
    [InlineData("$HOME", "\"$$HOME\"")]
    [InlineData("a\"b\\c", "\"a\\\"b\\\\c\"")]
    [InlineData("", "\"\"")]
    public void Words_are_quoted_as_systemd_reads_them(string word, string quoted) => WorkerUnit.Quote(word).Should().Be(quoted);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Installing_writes_unit_password_and_preferences_and_no_secret_into_the_unit(bool isSystem)
    {
        await PrepareAsync();
        string[] scope = isSystem ? ["--system"] : [];
        var answer = await cli.JsonAsync(["worker", "install", "--pool", Pool, "--wallet", "bob", "--idle", "10m", "--battery", "no", "--scheduler", "http://a.example:7600", "--scheduler", "http://b.example:7600", .. scope]);

        var unit = await File.ReadAllTextAsync(answer.GetProperty("unitFile").GetString()!, TestContext.Current.CancellationToken);
        var password = answer.GetProperty("passwordFile").GetString()!;
        unit.Should().Contain($"--pool {Pool} --wallet bob").And.Contain("--scheduler http://a.example:7600/ --scheduler http://b.example:7600/").And.Contain("--password-file %d/wallet-password").And.Contain($"LoadCredential=wallet-password:{password}").And.NotContain("correct horse");
        (await File.ReadAllTextAsync(password, TestContext.Current.CancellationToken)).Should().Be("correct horse\n");
        File.GetUnixFileMode(password).Should().Be(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        var data = answer.GetProperty("data").GetString()!;
        (await cli.JsonAsync("worker", "prefs", "--data", data)).GetProperty("preferences").GetProperty("idleMinutes").GetDouble().Should().Be(10);
        if (isSystem)
        {
            File.Exists(Path.Combine(cli.Home, "root/var/lib/ect-worker/wallets/bob.json")).Should().BeTrue();
        }

        // Installed again, with another password in between: the new one is there.
        await cli.JsonAsync(["worker", "install", "--pool", Pool, "--wallet", "bob", .. scope]);
        await cli.JsonAsync(["worker", "uninstall", .. scope]);
        File.Exists(password).Should().BeFalse();
        (await cli.FailureAsync(["worker", "uninstall", .. scope])).Code.Should().Be("file_not_found");
    }

    [Fact]
    public async Task A_wallet_that_does_not_open_is_told_before_anything_is_written()
    {
        await PrepareAsync();
        cli.Variables["ECT_PASSWORD"] = "wrong";
        (await cli.FailureAsync("worker", "install", "--pool", Pool, "--wallet", "bob")).Code.Should().Be("wrong_password");
        Directory.Exists(Path.Combine(cli.Home, "config")).Should().BeFalse();
    }

    [Fact]
    public async Task A_pool_is_looked_up_when_the_unit_is_made_because_anybody_may_take_its_name_later()
    {
        await PrepareAsync();
        (await cli.FailureAsync("worker", "install", "--pool", "garage", "--wallet", "bob")).Code.Should().Be("chain_unreachable");
        Directory.Exists(Path.Combine(cli.Home, "config")).Should().BeFalse();
    }

    [Fact]
    public async Task A_wallet_of_the_service_is_never_overwritten_by_another_key()
    {
        await PrepareAsync();
        await cli.JsonAsync(["worker", "install", "--system", "--pool", Pool, "--wallet", "bob"]);
        var kept = Path.Combine(cli.Home, "root/var/lib/ect-worker/wallets/bob.json");
        await cli.JsonAsync("wallet", "create", "carol");
        File.Copy(Path.Combine(cli.Home, "wallets/carol.json"), kept, overwrite: true);
        var before = await File.ReadAllTextAsync(kept, TestContext.Current.CancellationToken);
        (await cli.FailureAsync("worker", "install", "--system", "--pool", Pool, "--wallet", "bob")).Code.Should().Be("wallet_exists");
        (await File.ReadAllTextAsync(kept, TestContext.Current.CancellationToken)).Should().Be(before);
    }

    [Fact]
    public async Task Two_units_of_a_machine_have_folders_of_their_own()
    {
        await PrepareAsync();
        var first = await cli.JsonAsync(["worker", "install", "--system", "--pool", Pool, "--wallet", "bob"]);
        var second = await cli.JsonAsync(["worker", "install", "--system", "--unit", "second", "--pool", Pool, "--wallet", "bob"]);
        first.GetProperty("data").GetString().Should().EndWith("/var/lib/ect-worker/worker");
        second.GetProperty("data").GetString().Should().EndWith("/var/lib/second/worker");
        (await File.ReadAllTextAsync(second.GetProperty("unitFile").GetString()!, TestContext.Current.CancellationToken)).Should().Contain("StateDirectory=second\n");
    }

    [Fact]
    public async Task A_worker_that_runs_keeps_its_unit_and_password_until_it_is_stopped()
    {
        await PrepareAsync();
        var installed = await cli.JsonAsync("worker", "install", "--pool", Pool, "--wallet", "bob", "--battery", "no");
        var status = Path.Combine(installed.GetProperty("data").GetString()!, "status.json");
        await File.WriteAllTextAsync(status, $$"""{"process":{{Environment.ProcessId}},"updatedAt":"{{TimeProvider.System.GetUtcNow():o}}"}""", TestContext.Current.CancellationToken);

        var run = await cli.RunAsync("worker", "uninstall");
        run.Exit.Should().Be(ExitCode.Usage);
        run.Error.Should().Contain($"process {Environment.ProcessId}").And.Contain("systemctl --user disable --now ect-worker");
        File.Exists(installed.GetProperty("unitFile").GetString()).Should().BeTrue();
        File.Exists(installed.GetProperty("passwordFile").GetString()).Should().BeTrue();

        File.Delete(status);
        await cli.JsonAsync("worker", "uninstall");
        File.Exists(installed.GetProperty("unitFile").GetString()).Should().BeFalse();
    }

    [Theory]
    [InlineData("pool\nExecStartPre=/bin/false")]
    [InlineData("a\tb")]
    public void A_value_cannot_add_a_line_to_the_unit(string value) =>
        new Func<string>(() => new WorkerUnit("w", "/bin/true", ["--pool", value], "/data", null, false).ToString()).Should().Throw<EctException>().WithMessage("*control character*");

    private async Task PrepareAsync()
    {
        cli.Variables["XDG_CONFIG_HOME"] = Path.Combine(cli.Home, "config");
        cli.Variables["ECT_INSTALL_ROOT"] = Path.Combine(cli.Home, "root");
        await cli.JsonAsync("wallet", "create", "bob");
        cli.WriteNetwork();
    }

    private async Task<(int Exit, string Said)> VerifyAsync(string unit, bool isSystem)
    {
        var path = cli.WriteFile("ect-worker.service", unit);
        using var process = Process.Start(new ProcessStartInfo("/usr/bin/systemd-analyze", ["verify", "--man=no", "--recursive-errors=no", isSystem ? "--system" : "--user", path])
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
            Environment = { ["XDG_RUNTIME_DIR"] = cli.Home, ["SYSTEMD_LOG_LEVEL"] = "warning" },
        })!;
        var said = await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken) + await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, string.Join('\n', said.Split('\n').Where(line => line.Contains("ect-worker", StringComparison.Ordinal))));
    }
}
