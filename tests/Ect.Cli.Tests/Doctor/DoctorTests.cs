using System.Formats.Tar;
using System.IO.Compression;
using Ect.Cli.Doctor;
using Ect.Cli.Frame;
using Ect.Cli.Home;

namespace Ect.Cli.Tests.Doctor;

public sealed class DoctorTests
{
    private const string Password = "a horse of another colour";
    private const string Key = "0x4c0883a69102937d6231471b5dbb6204fe5129617082792ae468d01a3f362318";

    [Fact]
    public async Task A_machine_without_a_network_file_is_told_what_is_missing_and_exits_with_1()
    {
        using var cli = new Cli();
        var run = await cli.RunAsync("doctor", "--json");
        run.Exit.Should().Be(ExitCode.Failure);
        var findings = run.Json.GetProperty("findings").EnumerateArray().ToList();
        findings.Single(finding => finding.GetProperty("level").GetString() == "problem" && finding.GetProperty("check").GetString() == "network file").GetProperty("fix").GetString().Should().Contain("ect up");
        findings.Select(finding => finding.GetProperty("check").GetString()).Should().Contain([".net", "processors", "memory", "disk", "inodes", "open files", "libsecp256k1", "control groups", "container engine", "wallet"]);
        findings.Where(finding => finding.GetProperty("level").GetString() != "ok").Should().AllSatisfy(finding => finding.GetProperty("fix").GetString().Should().NotBeNullOrWhiteSpace());
        (await cli.RunAsync("doctor", "--role", "scheduler")).Out.Should().NotContain("container engine").And.Contain("cannot be a scheduler yet");
    }

    [Fact]
    public async Task A_support_bundle_lists_what_it_has_and_has_no_key_and_no_password()
    {
        using var cli = new Cli();
        cli.Variables["ECT_PASSWORD"] = Password;
        await cli.JsonAsync("wallet", "import", cli.WriteFile("k.key", Key), "--name", "bob");
        var logs = Directory.CreateDirectory(Path.Combine(cli.Home, "networks", "local", "logs")).FullName;
        await File.WriteAllTextAsync(Path.Combine(cli.Home, "networks", "local", "password"), "play money\n", TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(
            Path.Combine(logs, "worker.log"),
            $"started with {Password}\nprivate key: {Key}\nHost=db;Password=hunter22;Username=x\nreading https://user:hunter22@node.example/v3/0123456789abcdef?k=1 now\nopened by play money\ntask 0x0102 done\n",
            TestContext.Current.CancellationToken);
        var file = Path.Combine(cli.Home, "bundle.tar.gz");

        var run = await cli.RunAsync("doctor", "--bundle", file, "--json");
        var listed = run.Json.GetProperty("contents").EnumerateArray().Select(entry => entry.GetString()!).ToList();
        var entries = Read(file);
        listed.Should().Equal(entries.Keys).And.Equal("ect-support/doctor.json", "ect-support/versions.json", "ect-support/logs/local-worker.log");
        var all = string.Concat(entries.Values);
        foreach (var secret in new[] { Password, Key, Key[2..], "hunter22", "0123456789abcdef", "play money", "ciphertext" })
        {
            all.Should().NotContain(secret);
        }

        entries["ect-support/logs/local-worker.log"].Should().Contain("task 0x0102 done").And.Contain("https://node.example now");
        File.GetUnixFileMode(file).Should().Be(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        (await cli.FailureAsync("doctor", "--bundle", file)).Code.Should().Be("storage_failed", "another's file is never replaced");
    }

    [Fact]
    public void Numbers_are_judged()
    {
        Limits.Disk("/x", 1 << 20).Level.Should().Be(Level.Problem);
        Limits.Disk("/x", 1L << 30).Level.Should().Be(Level.Warning);
        Limits.Disk("/x", 1L << 40).Level.Should().Be(Level.Ok);
        Limits.Inodes("/x", 9).Level.Should().Be(Level.Problem);
        Limits.Memory(1 << 20).Level.Should().Be(Level.Warning);
        Limits.OpenFiles(1024).Fix.Should().Contain("ulimit");
        Limits.Clock("x", TimeSpan.FromSeconds(-61)).Should().Match<Finding>(finding => finding.Level == Level.Problem && finding.Says.Contains("behind"));
        Limits.Clock("x", TimeSpan.FromSeconds(6)).Level.Should().Be(Level.Warning);
        Limits.Clock("x", TimeSpan.FromSeconds(1)).Level.Should().Be(Level.Ok);
        Limits.ChainClock(TimeSpan.FromSeconds(-31)).Level.Should().Be(Level.Problem);
        Limits.ChainClock(TimeSpan.FromHours(1)).Level.Should().Be(Level.Warning);
        Limits.Permissions("wallet", "/x", UnixFileMode.UserRead | UnixFileMode.OtherRead).Fix.Should().Be("Run `chmod 600 /x`.");
    }

    private static Dictionary<string, string> Read(string file)
    {
        using var zip = new GZipStream(File.OpenRead(file), CompressionMode.Decompress);
        using var tar = new TarReader(zip);
        var entries = new Dictionary<string, string>();
        while (tar.GetNextEntry() is { } entry)
        {
            using var reader = new StreamReader(entry.DataStream!);
            entries[entry.Name] = reader.ReadToEnd();
        }

        return entries;
    }
}
