using System.Text.Json;
using Ect.Cli.Frame;
using Ect.Ethereum;
using Ect.Ethereum.Keys;

namespace Ect.Cli.Tests;

/// <summary>Runs command lines in this process, each with its own streams, and a home folder that the test owns.</summary>
internal sealed class Cli : IDisposable
{
    private readonly string _home = Directory.CreateTempSubdirectory("ect-home-").FullName;

    public string Home => _home;

    public Dictionary<string, string> Variables { get; } = new() { ["ECT_PASSWORD"] = "correct horse" };

    /// <summary>Answers to questions on the terminal, in order; null where there is no terminal.</summary>
    public Queue<string>? Secrets { get; set; }

    public async Task<CliRun> RunAsync(params string[] args) => await RunAsync("", args);

    public async Task<CliRun> RunAsync(string input, string[] args)
    {
        var (output, error) = (new StringWriter(), new StringWriter());
        var host = new CliHost
        {
            Out = output,
            Error = error,
            In = new StringReader(input),
            Variable = name => name == "ECT_HOME" ? _home : Variables.GetValueOrDefault(name),
            AskSecret = Secrets is { } secrets ? _ => secrets.Dequeue() : null,
            WalletStrength = KeystoreOptions.InsecureForTests,
        };
        var exit = await EctProgram.RunAsync(args, host, TestContext.Current.CancellationToken);
        return new((ExitCode)exit, output.ToString(), error.ToString());
    }

    /// <summary>Runs a command with --json, which must succeed, and gives its document.</summary>
    public async Task<JsonElement> JsonAsync(params string[] args)
    {
        var run = await RunAsync([.. args, "--json"]);
        run.Exit.Should().Be(ExitCode.Ok, run.Out + run.Error);
        return run.Json;
    }

    /// <summary>Runs a command with --json, which must fail, and gives its exit code and its error's code.</summary>
    public async Task<(ExitCode Exit, string Code, string Message)> FailureAsync(params string[] args)
    {
        var run = await RunAsync([.. args, "--json"]);
        var error = run.Json.GetProperty("error");
        error.GetProperty("hint").GetString().Should().NotBeNullOrWhiteSpace();
        return (run.Exit, error.GetProperty("code").GetString()!, error.GetProperty("message").GetString()!);
    }

    public string WriteFile(string name, string content, UnixFileMode mode = UnixFileMode.UserRead | UnixFileMode.UserWrite)
    {
        var path = Path.Combine(_home, name);
        File.WriteAllText(path, content);
        File.SetUnixFileMode(path, mode);
        return path;
    }

    /// <summary>A network named local where nothing answers.</summary>
    public void WriteNetwork()
    {
        Directory.CreateDirectory(Path.Combine(_home, "networks", "local"));
        var address = new Address[6].Select((_, i) => $"0x{i + 1:x40}").ToArray();
        WriteFile(
            Path.Combine("networks", "local", "network.json"),
            $$$"""
            {"name":"local","chainId":31337,"rpc":"http://127.0.0.1:1","content":"http://127.0.0.1:1","market":"http://127.0.0.1:1",
             "deployment":{"chainId":31337,"token":"{{{address[0]}}}","apps":"{{{address[1]}}}","datasets":"{{{address[2]}}}","pools":"{{{address[3]}}}","hub":"{{{address[4]}}}","fromBlock":0,"offers":"{{{address[5]}}}"}}
            """);
    }

    public void Dispose() => Directory.Delete(_home, recursive: true);
}
