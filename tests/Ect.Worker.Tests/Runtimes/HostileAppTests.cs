using System.Diagnostics;
using Ect.Worker.Runtimes;

namespace Ect.Worker.Tests.Runtimes;

public sealed class HostileAppTests : IDisposable
{
    private readonly Sandbox _sandbox = new();

    public void Dispose() => _sandbox.Dispose();

    [Theory]
    [InlineData("loop", AppFailure.OutOfFuel, "loops for ever or needs more than 500,000,000")]
    [InlineData("calls", AppFailure.OutOfFuel, "loops for ever or needs more than 500,000,000")]
    [InlineData("memory", AppFailure.MemoryLimit, "more memory than the 16,777,216 bytes")]
    [InlineData("flood-file", AppFailure.OutputLimit, "more than 4,194,304 bytes to /out")]
    [InlineData("flood-sparse", AppFailure.OutputLimit, "more than 4,194,304 bytes to /out")]
    [InlineData("flood-size", AppFailure.OutputLimit, "more than 4,194,304 bytes to /out")]
    [InlineData("flood-stdout", AppFailure.OutputLimit, "more than 65,536 bytes to its standard output")]
    [InlineData("flood-files", AppFailure.TooManyFiles, "more than 400 files and folders")]
    [InlineData("exit", AppFailure.NonZeroExit, "exit code 3")]
    [InlineData("abort", AppFailure.Trap, "unreachable")]
    [InlineData("nest", AppFailure.Trap, "nested too deeply")]
    [InlineData("pointer", AppFailure.Trap, "outside of its bounds")]
    [InlineData("bad-call", AppFailure.Trap, "pointer outside of its memory")]
    public async Task App_that_misbehaves_is_stopped_and_blamed(string mode, AppFailure kind, string message)
    {
        var outcome = await _sandbox.RunAsync(mode);

        var failed = outcome.Should().BeOfType<RunOutcome.AppFailed>().Subject;
        failed.Kind.Should().Be(kind, failed.Message);
        failed.Message.Should().Contain(message);
        Directory.EnumerateFileSystemEntries(_sandbox.Out).Select(Path.GetFileName).Should().BeEquivalentTo("stdout.txt", "stderr.txt");
    }

    [Fact]
    public async Task Flood_is_stopped_before_it_reaches_the_disk()
    {
        var largest = 0L;
        using var watcher = new Timer(
            _ => largest = Math.Max(largest, SizeOf(_sandbox.Out)), null, TimeSpan.Zero, TimeSpan.FromMilliseconds(1));

        await _sandbox.RunAsync("flood-file");

        largest.Should().BeLessThanOrEqualTo(Sandbox.Tight.OutputBytes + Sandbox.Tight.StreamBytes);
        static long SizeOf(string folder)
        {
            try
            {
                return new DirectoryInfo(folder).EnumerateFiles("*", SearchOption.AllDirectories).Sum(file => file.Length);
            }
            catch (IOException)
            {
                return 0;
            }
        }
    }

    [Fact]
    public async Task Exit_code_and_standard_error_of_a_failed_app_are_kept()
    {
        var outcome = await _sandbox.RunAsync("exit");

        outcome.Should().BeOfType<RunOutcome.AppFailed>().Which.ExitCode.Should().Be(3);
        _sandbox.Text("stderr.txt").Should().Be("no such window\n");
    }

    [Fact]
    public async Task Removed_files_that_stay_open_are_counted_until_descriptors_run_out()
    {
        var outcome = await _sandbox.RunAsync("flood-removed");

        outcome.Should().BeOfType<RunOutcome.AppFailed>().Which.ExitCode.Should().Be(24);
    }

    [Fact]
    public async Task App_cannot_leave_its_folders_nor_make_links_nor_change_its_input()
    {
        var outcome = await _sandbox.RunAsync("escape");

        _sandbox.Text("stdout.txt").Should().NotContain("WORKED").And.Contain("symlink to /etc: Not supported");
        outcome.Should().BeOfType<RunOutcome.Completed>();
        Directory.EnumerateFileSystemEntries(_sandbox.Out).Select(Path.GetFileName).Should().BeEquivalentTo("stdout.txt", "stderr.txt", "sub");
        File.ReadAllText(Path.Combine(_sandbox.In, "dataset")).Should().Be("data\n");
    }

    [Fact]
    public async Task App_that_runs_too_long_is_stopped_by_the_clock()
    {
        var request = _sandbox.Request(Sandbox.Hostile, "loop");
        request = request with { Limits = request.Limits with { Fuel = long.MaxValue, WallTime = TimeSpan.FromMilliseconds(200) } };
        var watch = Stopwatch.StartNew();

        var outcome = await Sandbox.Shared.RunAsync(request, TestContext.Current.CancellationToken);

        outcome.Should().BeOfType<RunOutcome.AppFailed>().Which.Kind.Should().Be(AppFailure.WallTime);
        watch.Elapsed.Should().BeLessThan(TimeSpan.FromSeconds(30));
    }

    [Theory]
    [InlineData("loop")]
    [InlineData("calls")]
    public async Task Run_can_be_cancelled(string mode)
    {
        using var cancel = new CancellationTokenSource();
        var request = _sandbox.Request(Sandbox.Hostile, mode);
        var run = Sandbox.Shared.RunAsync(request with { Limits = request.Limits with { Fuel = long.MaxValue } }, cancel.Token);

        await cancel.CancelAsync();

        await ((Func<Task>)(() => run)).Should().ThrowAsync<OperationCanceledException>();
    }

    [Fact]
    public async Task Module_with_a_socket_call_is_refused()
    {
        var request = _sandbox.Request(Path.Combine(Path.GetDirectoryName(Sandbox.Hostile)!, "network.wasm"));

        var outcome = await Sandbox.Shared.RunAsync(request, TestContext.Current.CancellationToken);

        var failed = outcome.Should().BeOfType<RunOutcome.AppFailed>().Subject;
        failed.Kind.Should().Be(AppFailure.Malformed);
        failed.Message.Should().Contain("wasi_snapshot_preview1.sock_open").And.Contain("no network");
    }

    [Theory]
    [InlineData("", "not a WebAssembly module")]
    [InlineData("not wasm at all", "not a WebAssembly module")]
    [InlineData("(module)", "exports no function '_start'")]
    [InlineData("(module (func (export \"_start\")))", "does not export its memory")]
    [InlineData("(module (import \"env\" \"f\" (func)) (func (export \"_start\")) (memory (export \"memory\") 1))", "imports 'env.f'")]
    [InlineData("(module (import \"wasi_snapshot_preview1\" \"fd_read\" (func)) (func (export \"_start\")) (memory (export \"memory\") 1))", "cannot be started")]
    [InlineData("(module (func (export \"_start\")) (memory (export \"memory\") 1 1 shared))", "not a WebAssembly module")]
    [InlineData("(module (func (export \"_start\")) (memory (export \"memory\") i64 1))", "not a WebAssembly module")]
    public async Task Malformed_module_is_refused_with_the_reason(string text, string reason)
    {
        var failed = await RunTextAsync(text);

        failed.Kind.Should().Be(AppFailure.Malformed, failed.Message);
        failed.Message.Should().Contain(reason);
    }

    [Fact]
    public async Task Module_that_starts_with_too_much_memory_is_refused()
    {
        var failed = await RunTextAsync("(module (func (export \"_start\")) (memory (export \"memory\") 10000))");

        failed.Kind.Should().Be(AppFailure.MemoryLimit, failed.Message);
    }

    [Fact]
    public async Task Module_that_is_too_large_is_refused()
    {
        var request = _sandbox.Request(Sandbox.Hostile, "hello");

        var outcome = await Sandbox.Shared.RunAsync(
            request with { Limits = request.Limits with { AppBytes = 100 } }, TestContext.Current.CancellationToken);

        outcome.Should().BeOfType<RunOutcome.AppFailed>().Which.Message.Should().Contain("at most 100 are allowed");
    }

    [Fact]
    public async Task Truncated_module_is_refused()
    {
        var app = Path.Combine(_sandbox.Root, "app.wasm");
        var bytes = File.ReadAllBytes(Sandbox.Hostile);
        File.WriteAllBytes(app, bytes[..(bytes.Length / 2)]);

        var outcome = await Sandbox.Shared.RunAsync(_sandbox.Request(app), TestContext.Current.CancellationToken);

        outcome.Should().BeOfType<RunOutcome.AppFailed>().Which.Kind.Should().Be(AppFailure.Malformed);
    }

    private async Task<RunOutcome.AppFailed> RunTextAsync(string text)
    {
        var app = Path.Combine(_sandbox.Root, "app.wasm");
        File.WriteAllBytes(app, text.StartsWith('(') ? Wasmtime.Module.ConvertText(text) : System.Text.Encoding.UTF8.GetBytes(text));
        var outcome = await Sandbox.Shared.RunAsync(_sandbox.Request(app), TestContext.Current.CancellationToken);
        return outcome.Should().BeOfType<RunOutcome.AppFailed>().Subject;
    }
}
