using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using Ect.Worker.Runtimes;
using Ect.Worker.Runtimes.Wasi;
using Ect.Worker.Runtimes.Wasm;
using Microsoft.Win32.SafeHandles;

namespace Ect.Worker.Tests.Runtimes;

public sealed class WasmRuntimeTests : IDisposable
{
    private readonly Sandbox _sandbox = new();

    public void Dispose() => _sandbox.Dispose();

    [Fact]
    public async Task Files_behave_as_a_C_program_expects()
    {
        var outcome = await _sandbox.RunAsync("files");

        _sandbox.Text("stderr.txt").Should().BeEmpty();
        var completed = outcome.Should().BeOfType<RunOutcome.Completed>().Subject;
        completed.Usage.OutputFiles.Should().Be(2);
        completed.Usage.OutputBytes.Should().Be(12);
        _sandbox.Text("d/b").Should().Be("hello world!");
        _sandbox.Tree().Split('\n').Should().HaveCount(4);
    }

    [Fact]
    public async Task Usage_counts_fuel_memory_and_time()
    {
        var outcome = await _sandbox.RunAsync("hello");

        outcome.Usage.Fuel.Should().BeInRange(10_000, 1_000_000);
        outcome.Usage.PeakMemoryBytes.Should().BeInRange(128 * 1024, 1024 * 1024);
        outcome.Usage.Wall.Should().BeGreaterThan(TimeSpan.Zero);
        _sandbox.Text("stdout.txt").Should().Be("hello\n");
    }

    [Fact]
    public async Task Full_disk_is_blamed_on_the_worker()
    {
        Assert.SkipUnless(File.Exists("/dev/full"), "needs /dev/full");
        using var runtime = new WasmRuntime(null, null, folder => new FullDisk(folder));

        var outcome = await runtime.RunAsync(_sandbox.Request(Sandbox.Hostile, "flood-file"), TestContext.Current.CancellationToken);

        outcome.Should().BeOfType<RunOutcome.WorkerFailed>().Which.Reason.Should().Contain("No space left on device");
    }

    [Fact]
    public async Task Input_that_is_missing_or_a_link_is_blamed_on_the_worker()
    {
        File.CreateSymbolicLink(Path.Combine(_sandbox.In, "link"), "/etc/passwd");

        var linked = await _sandbox.RunAsync("hello");
        Directory.Delete(_sandbox.In, recursive: true);
        var missing = await _sandbox.RunAsync("hello");

        linked.Should().BeOfType<RunOutcome.WorkerFailed>().Which.Reason.Should().Contain("is a link");
        missing.Should().BeOfType<RunOutcome.WorkerFailed>().Which.Reason.Should().Contain("Could not find a part of the path");
    }

    [Fact]
    public async Task Output_folder_with_left_overs_is_refused()
    {
        File.WriteAllText(Path.Combine(_sandbox.Out, "old"), "");

        var outcome = await _sandbox.RunAsync("hello");

        outcome.Should().BeOfType<RunOutcome.WorkerFailed>().Which.Reason.Should().Contain("is not empty");
    }

    [Fact]
    public async Task Request_with_a_wrong_seed_or_limit_is_an_error_of_the_caller()
    {
        var request = _sandbox.Request(Sandbox.Hostile, "hello");

        await FluentRun(request with { Seed = new byte[31] }).Should().ThrowAsync<ArgumentException>();
        await FluentRun(request with { Limits = new RunLimits { Fuel = 0 } }).Should().ThrowAsync<ArgumentOutOfRangeException>();
        await FluentRun(request with { Limits = new RunLimits { MemoryBytes = long.MaxValue } }).Should().ThrowAsync<ArgumentOutOfRangeException>();

        static Func<Task> FluentRun(RunRequest request) => () => Sandbox.Shared.RunAsync(request, TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Many_runs_side_by_side_do_not_disturb_each_other()
    {
        var sandboxes = Enumerable.Range(0, 16).Select(_ => new Sandbox()).ToList();
        try
        {
            var outcomes = await Task.WhenAll(sandboxes.Select((sandbox, i) => sandbox.RunAsync(i % 4 == 0 ? "nest" : "files")));

            outcomes.Where((_, i) => i % 4 == 0).Should().AllBeOfType<RunOutcome.AppFailed>();
            outcomes.Where((_, i) => i % 4 != 0).Should().AllBeOfType<RunOutcome.Completed>();
            outcomes.Where((_, i) => i % 4 != 0).Select(outcome => outcome.Usage.Fuel).Distinct().Should().ContainSingle();
        }
        finally
        {
            sandboxes.ForEach(sandbox => sandbox.Dispose());
        }
    }

    [Fact]
    public async Task Compiled_module_is_kept_in_a_private_folder_and_a_damaged_one_is_not_used()
    {
        var cache = Path.Combine(_sandbox.Root, "cache");
        Directory.CreateDirectory(cache);
        await HelloAsync(cache);

        var file = Directory.EnumerateFiles(cache, "*", SearchOption.AllDirectories).Should().ContainSingle().Subject;
        Path.GetFileNameWithoutExtension(file).Should().Be(Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(Sandbox.Hostile))));
        if (!OperatingSystem.IsWindows())
        {
            File.GetUnixFileMode(Path.GetDirectoryName(file)!)
                .Should().Be(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        var good = File.ReadAllBytes(file);
        var bad = (byte[])good.Clone();
        bad[^1000] ^= 1;
        File.WriteAllBytes(file, bad);
        await HelloAsync(cache);
        File.ReadAllBytes(file).Length.Should().Be(good.Length);
        File.ReadAllBytes(file).Should().NotEqual(bad);
    }

    [Fact]
    public async Task Module_that_compiles_too_slowly_is_given_up_and_can_run_when_it_is_ready()
    {
        using var runtime = new WasmRuntime();
        var request = _sandbox.Request(Sandbox.Hostile, "hello");

        var impatient = await runtime.RunAsync(
            request with { Limits = request.Limits with { CompileTime = TimeSpan.FromTicks(1) } }, TestContext.Current.CancellationToken);
        var patient = await runtime.RunAsync(request, TestContext.Current.CancellationToken);

        var failed = impatient.Should().BeOfType<RunOutcome.AppFailed>().Subject;
        failed.Kind.Should().Be(AppFailure.WallTime);
        failed.Message.Should().Contain("to compile");
        patient.Should().BeOfType<RunOutcome.Completed>();
    }

    [Fact]
    public async Task More_modules_than_the_cache_holds_all_run()
    {
        using var runtime = new WasmRuntime();
        for (var i = 0; i < 40; i++)
        {
            using var sandbox = new Sandbox();
            var app = Path.Combine(sandbox.Root, "app.wasm");
            var exit = $"(module (import \"wasi_snapshot_preview1\" \"proc_exit\" (func (param i32))) (memory (export \"memory\") 1) (func (export \"_start\") i32.const {1 + (i % 20)} call 0))";
            await File.WriteAllBytesAsync(app, Wasmtime.Module.ConvertText(exit), TestContext.Current.CancellationToken);

            var outcome = await runtime.RunAsync(sandbox.Request(app), TestContext.Current.CancellationToken);

            outcome.Should().BeOfType<RunOutcome.AppFailed>().Which.ExitCode.Should().Be(1 + (i % 20));
        }
    }

    private static async Task HelloAsync(string cache)
    {
        using var runtime = new WasmRuntime(cache);
        using var sandbox = new Sandbox();
        var outcome = await runtime.RunAsync(sandbox.Request(Sandbox.Hostile, "hello"), TestContext.Current.CancellationToken);
        outcome.Should().BeOfType<RunOutcome.Completed>();
    }

    [SuppressMessage("Performance", "CA1812", Justification = "Created by a test.")]
    private sealed class FullDisk(string folder) : Spool(folder)
    {
        public override SafeFileHandle Open(string path) => File.OpenHandle("/dev/full", FileMode.Open, FileAccess.ReadWrite);
    }
}
