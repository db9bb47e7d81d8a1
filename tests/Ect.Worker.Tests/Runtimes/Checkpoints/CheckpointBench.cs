using System.Text;
using Ect.Ethereum;
using Ect.Protocol.Apps;
using Ect.Testing;
using Ect.Worker.Runtimes;
using Ect.Worker.Runtimes.Checkpoints;
using Ect.Worker.Tests.Integration;

namespace Ect.Worker.Tests.Runtimes.Checkpoints;

/// <summary>Runs of <c>steps.c</c> that are interrupted and taken up again.</summary>
internal sealed class CheckpointBench : IDisposable
{
    public const int StateBytes = 4096;

    private readonly TemporaryFolder folder = new();

    public CheckpointBench() => Store = new CheckpointStore(Folder, TimeSpan.Zero, TimeProvider.System, Log);

    public static string App => RepositoryRoot.File("tests", "Ect.Worker.Tests", "Runtimes", "Checkpoints", "steps.wasm");

    public Bytes32 Task { get; } = Bytes32.FromNumber(0x7a5c);

    public CollectedLog Log { get; } = new();

    public CheckpointStore Store { get; }

    public string Folder => folder["checkpoints"];

    public string FileOf(Bytes32 task) => Path.Combine(Folder, task.ToString());

    /// <summary>A run to its end.</summary>
    public Task<Run> RunAsync(params string[] arguments) => RunAsync(request => request, arguments);

    public async Task<Run> RunAsync(Func<RunRequest, RunRequest> alter, params string[] arguments)
    {
        using var sandbox = new Sandbox();
        var outcome = await Sandbox.Shared.RunAsync(alter(Request(sandbox, arguments)), TestContext.Current.CancellationToken);
        return new(outcome, sandbox.Tree(), File.Exists(Path.Combine(sandbox.Out, "stdout.txt")) ? sandbox.Text("stdout.txt") : "");
    }

    /// <summary>A run that is stopped when it prints the line of a step: as many states were saved before.</summary>
    public async Task InterruptAsync(int step, params string[] arguments)
    {
        using var sandbox = new Sandbox();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var run = () => Sandbox.Shared.RunAsync(Request(sandbox, arguments) with { Tap = new Alarm($"step {step:00}", stop.Cancel) }, stop.Token);
        await run.Should().ThrowAsync<OperationCanceledException>();
    }

    public RunRequest Request(Sandbox sandbox, params string[] arguments) => sandbox.Request(App, arguments) with
    {
        App = new AppManifest.Wasm("bafkreigh2akiscaildcqabsyg3dfr6chu3fgpregiymsck7e7aqa4s52zy") { CheckpointBytes = StateBytes },
        Limits = Sandbox.Tight with { CommitFuel = 0 },
        Checkpoint = Store.Of(Task),
    };

    public void Dispose() => folder.Dispose();

    internal sealed record Run(RunOutcome Outcome, string Tree, string Output);

    private sealed class Alarm(string line, Action ring) : IOutputTap
    {
        public void Write(StreamKind stream, ReadOnlySpan<byte> data)
        {
            if (stream == StreamKind.Output && Encoding.UTF8.GetString(data).Contains(line, StringComparison.Ordinal))
            {
                ring();
            }
        }

        public void Resume(ReadOnlySpan<byte> output, ReadOnlySpan<byte> error)
        {
        }
    }
}
