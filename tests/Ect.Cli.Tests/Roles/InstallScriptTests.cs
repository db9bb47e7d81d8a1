using System.Diagnostics;
using Ect.Testing;

namespace Ect.Cli.Tests.Roles;

/// <summary>install.sh, as somebody runs it who has no terminal, into a folder of the test.</summary>
public sealed class InstallScriptTests : IDisposable
{
    private static readonly string Program = Path.GetDirectoryName(RepositoryRoot.File("artifacts", "bin", "Ect.Cli", "release", "ect"))!;

    private readonly Cli cli = new();

    public void Dispose() => cli.Dispose();

    [Fact]
    public async Task It_installs_the_program_makes_a_wallet_and_a_unit_and_can_be_run_again()
    {
        cli.WriteNetwork();
        string[] line = ["--from", Program, "--prefix", Path.Combine(cli.Home, "local"), "--network", Path.Combine(cli.Home, "networks", "local", "network.json"), "--pool", "0x00000000000000000000000000000000000000000000000000000000000000aa", "--idle", "10m"];
        var first = await RunAsync(line);
        first.Exit.Should().Be(0, first.Said);
        first.Said.Should().Contain("making the wallet worker").And.Contain("systemctl --user enable --now ect-worker");
        var unit = await File.ReadAllTextAsync(Path.Combine(cli.Home, "config", "systemd", "user", "ect-worker.service"), TestContext.Current.CancellationToken);
        unit.Should().Contain($"ExecStart={Path.Combine(cli.Home, "local", "lib", "ect", "ect")} worker start --pool 0x00000000000000000000000000000000000000000000000000000000000000aa --wallet worker");
        File.ResolveLinkTarget(Path.Combine(cli.Home, "local", "bin", "ect"), returnFinalTarget: true)!.FullName.Should().Be(Path.Combine(cli.Home, "local", "lib", "ect", "ect"));
        (await cli.JsonAsync("wallet", "show", "worker")).GetProperty("address").GetString().Should().StartWith("0x");

        var again = await RunAsync(line);
        again.Exit.Should().Be(0, again.Said);
        again.Said.Should().NotContain("making the wallet");
    }

    [Fact]
    public async Task In_a_checkout_it_builds_a_program_that_runs_by_itself_and_leaves_the_checkout_as_it_was()
    {
        var prefix = Path.Combine(cli.Home, "local");
        var locks = Directory.EnumerateFiles(RepositoryRoot.File("src"), "packages.lock.json", SearchOption.AllDirectories).ToDictionary(file => file, File.ReadAllText);

        var (exit, said) = await RunAsync(["--prefix", prefix]);

        exit.Should().Be(0, said);
        locks.Should().OnlyContain(file => File.ReadAllText(file.Key) == file.Value);
        using var version = Process.Start(new ProcessStartInfo(Path.Combine(prefix, "bin", "ect"), ["--version"]) { RedirectStandardOutput = true, Environment = { ["DOTNET_ROOT"] = "/nowhere", ["PATH"] = "/bin" } })!;
        (await version.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken)).Should().StartWith("0.1.0");
        await version.WaitForExitAsync(TestContext.Current.CancellationToken);
        version.ExitCode.Should().Be(0);
    }

    [Theory]
    [InlineData("there is no /nowhere", "--from", "/nowhere")]
    [InlineData("holds no program", "--from", "/etc")]
    [InlineData("needs --sha256", "--from", "https://127.0.0.1/ect.tar.gz")]
    [InlineData("over https", "--from", "http://127.0.0.1/ect.tar.gz", "--sha256", "00")]
    [InlineData("hashes to", "--from", "/etc/passwd", "--sha256", "00")]
    [InlineData("what is '--idle'", "--idle", "10m")]
    [InlineData("no network file", "--network", "/nowhere.json")]
    public async Task What_is_wrong_is_told_and_nothing_is_installed(string message, params string[] line)
    {
        var (exit, said) = await RunAsync(["--prefix", Path.Combine(cli.Home, "local"), .. line]);
        exit.Should().Be(1);
        said.Should().Contain(message);
        Directory.Exists(Path.Combine(cli.Home, "local")).Should().BeFalse();
    }

    private async Task<(int Exit, string Said)> RunAsync(string[] line)
    {
        using var process = Process.Start(new ProcessStartInfo("/bin/sh", [RepositoryRoot.File("install.sh"), .. line])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["ECT_HOME"] = cli.Home, ["ECT_PASSWORD"] = "correct horse", ["XDG_CONFIG_HOME"] = Path.Combine(cli.Home, "config") },
        })!;
        process.StandardInput.Close();
        var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, output + await error);
    }
}
