using System.Diagnostics;
using Ect.Cli.Roles.Systemd;
using Ect.Testing;

namespace Ect.Cli.Tests.Roles;

/// <summary>The units stand in files beside this one. ECT_UPDATE_SNAPSHOTS=1 rewrites them.</summary>
public sealed class WorkerUnitTests : IDisposable
{
    private readonly Cli cli = new();

    public void Dispose() => cli.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Units_read_as_committed_and_systemd_has_nothing_against_them(bool isSystem)
    {
        var name = isSystem ? "system" : "user";
        var unit = new WorkerUnit("/bin/true", ["--pool", "my garage", "--wallet", "bob", "--slots", "2"], "/etc/ect/ect-worker.password", isSystem).ToString();
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
        var answer = await cli.JsonAsync(["worker", "install", "--pool", "garage", "--wallet", "bob", "--idle", "10m", "--battery", "no", .. scope]);

        var unit = await File.ReadAllTextAsync(answer.GetProperty("unitFile").GetString()!, TestContext.Current.CancellationToken);
        var password = answer.GetProperty("passwordFile").GetString()!;
        unit.Should().Contain("--pool garage --wallet bob").And.Contain("--password-file %d/wallet-password").And.Contain($"LoadCredential=wallet-password:{password}").And.NotContain("correct horse");
        (await File.ReadAllTextAsync(password, TestContext.Current.CancellationToken)).Should().Be("correct horse\n");
        File.GetUnixFileMode(password).Should().Be(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        var data = answer.GetProperty("data").GetString()!;
        (await cli.JsonAsync("worker", "prefs", "--data", data)).GetProperty("preferences").GetProperty("idleMinutes").GetDouble().Should().Be(10);
        if (isSystem)
        {
            File.Exists(Path.Combine(cli.Home, "root/var/lib/ect-worker/wallets/bob.json")).Should().BeTrue();
        }

        // Installed again, with another password in between: the new one is there.
        await cli.JsonAsync(["worker", "install", "--pool", "garage", "--wallet", "bob", .. scope]);
        await cli.JsonAsync(["worker", "uninstall", .. scope]);
        File.Exists(password).Should().BeFalse();
        (await cli.FailureAsync(["worker", "uninstall", .. scope])).Code.Should().Be("file_not_found");
    }

    [Fact]
    public async Task A_wallet_that_does_not_open_is_told_before_anything_is_written()
    {
        await PrepareAsync();
        cli.Variables["ECT_PASSWORD"] = "wrong";
        (await cli.FailureAsync("worker", "install", "--pool", "garage", "--wallet", "bob")).Code.Should().Be("wrong_password");
        Directory.Exists(Path.Combine(cli.Home, "config")).Should().BeFalse();
    }

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
