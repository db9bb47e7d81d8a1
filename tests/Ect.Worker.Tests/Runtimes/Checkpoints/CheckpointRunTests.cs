using System.Security.Cryptography;
using System.Text.RegularExpressions;
using Ect.Ethereum;
using Ect.Protocol.Apps;
using Ect.Worker.Runtimes;
using Ect.Worker.Runtimes.Checkpoints;

namespace Ect.Worker.Tests.Runtimes.Checkpoints;

public sealed class CheckpointRunTests : IDisposable
{
    private const string Steps = "12";
    private const string Work = "20000";

    private readonly CheckpointBench bench = new();

    public void Dispose() => bench.Dispose();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    [InlineData(11)]
    public async Task Run_that_is_interrupted_after_its_kth_state_leaves_the_same_tree_and_uses_the_same_fuel(int k)
    {
        var whole = await bench.RunAsync(request => request with { Checkpoint = null }, Steps, Work);
        whole.Outcome.Should().BeOfType<RunOutcome.Completed>();
        Regex.Count(whole.Output, "step ").Should().Be(12);

        await bench.InterruptAsync(k, Steps, Work);
        var resumed = await bench.RunAsync(Steps, Work);

        bench.Log.Lines.Should().ContainSingle(line => line.Contains("goes on from its checkpoint", StringComparison.Ordinal));
        resumed.Tree.Should().Be(whole.Tree);
        resumed.Outcome.Usage.Fuel.Should().Be(whole.Outcome.Usage.Fuel);
    }

    [Fact]
    public async Task Run_that_is_interrupted_again_and_again_leaves_the_same_tree()
    {
        var whole = await bench.RunAsync(request => request with { Checkpoint = null }, Steps, Work);

        foreach (var k in new[] { 1, 3, 4, 10 })
        {
            await bench.InterruptAsync(k, Steps, Work);
        }

        (await bench.RunAsync(Steps, Work)).Tree.Should().Be(whole.Tree);
        bench.Log.Lines.Count(line => line.Contains("goes on from its checkpoint", StringComparison.Ordinal)).Should().Be(4);
    }

    [Fact]
    public async Task Whether_snapshots_are_written_shows_in_nothing()
    {
        var without = await bench.RunAsync(request => request with { Checkpoint = null }, Steps, Work);
        var rare = await bench.RunAsync(request => request with { Checkpoint = new CheckpointStore(bench.Folder, TimeSpan.FromHours(1), TimeProvider.System, bench.Log).Of(Bytes32.FromNumber(1)) }, Steps, Work);
        Directory.Delete(bench.Folder, recursive: true);
        await File.WriteAllTextAsync(bench.Folder, "no folder", TestContext.Current.CancellationToken);
        var broken = await bench.RunAsync(Steps, Work);

        (rare.Tree, broken.Tree).Should().Be((without.Tree, without.Tree));
        (rare.Outcome.Usage.Fuel, broken.Outcome.Usage.Fuel).Should().Be((without.Outcome.Usage.Fuel, without.Outcome.Usage.Fuel));
        bench.Log.Lines.Should().ContainSingle("a disk that fails is told once").Which.Should().Contain("no checkpoint was written, the run goes on");
    }

    [Fact]
    public async Task State_that_is_saved_too_soon_is_a_file_like_any_other()
    {
        var all = await bench.RunAsync(Steps, Work);
        var few = await bench.RunAsync(request => request with { Checkpoint = null, Limits = request.Limits with { CommitFuel = 2_000_000 } }, Steps, Work);
        var none = await bench.RunAsync(request => request with { Checkpoint = null, Limits = request.Limits with { CommitFuel = long.MaxValue } }, Steps, Work);

        new[] { all, few, none }.Select(run => run.Outcome).Should().AllBeOfType<RunOutcome.Completed>();
        new[] { all, few, none }.Select(run => run.Outcome.Usage.Fuel).Should().BeInDescendingOrder("a process that begins anew has to load its state").And.OnlyHaveUniqueItems();
    }

    [Theory]
    [InlineData(1000, true)]
    [InlineData(1001, true)]
    [InlineData(3, false)]
    public async Task State_from_which_the_app_fails_is_thrown_away_and_the_run_begins_anew(int step, bool isReadable)
    {
        var whole = await bench.RunAsync(request => request with { Checkpoint = null }, Steps, Work);
        await bench.InterruptAsync(4, Steps, Work);
        Poison(step, isReadable);

        var resumed = await bench.RunAsync(Steps, Work);

        resumed.Tree.Should().Be(whole.Tree);
        resumed.Outcome.Should().BeOfType<RunOutcome.Completed>().Which.Usage.Fuel.Should().Be(whole.Outcome.Usage.Fuel);
        bench.Log.Lines.Should().ContainSingle(line => line.Contains("its checkpoint is removed and it is computed from the start", StringComparison.Ordinal));
    }

    [Fact]
    public async Task State_larger_than_the_manifest_says_is_the_apps_fault_on_every_worker()
    {
        var outcome = (await bench.RunAsync("3", Work, "4085")).Outcome;

        var failed = outcome.Should().BeOfType<RunOutcome.AppFailed>().Subject;
        failed.Kind.Should().Be(AppFailure.OutputLimit);
        failed.Message.Should().Be("The application saved a state of 4,097 bytes; its manifest allows 4,096 (checkpoint).");
        (await bench.RunAsync("3", Work, "4084")).Outcome.Should().BeOfType<RunOutcome.Completed>();
        (await bench.RunAsync("3", Work, "9000")).Outcome.Should().BeOfType<RunOutcome.AppFailed>().Which.Message.Should().Be("The application wrote more than 8,192 bytes to /checkpoint.");
    }

    [Fact]
    public async Task App_that_fails_by_itself_fails_alike_after_an_interruption()
    {
        var limits = (RunRequest request) => request with { Limits = request.Limits with { Fuel = 2_500_000 } };
        var first = await bench.RunAsync(request => limits(request) with { Checkpoint = null }, Steps, Work);
        first.Outcome.Should().BeOfType<RunOutcome.AppFailed>().Which.Kind.Should().Be(AppFailure.OutOfFuel);

        await bench.RunAsync(limits, Steps, Work);
        File.Exists(bench.FileOf(bench.Task)).Should().BeTrue("the first of the two was not told that its run is over");
        var second = await bench.RunAsync(limits, Steps, Work);

        (second.Tree, second.Outcome.Usage.Fuel).Should().Be((first.Tree, first.Outcome.Usage.Fuel));
    }

    [Fact]
    public async Task App_whose_manifest_says_nothing_of_checkpoints_sees_no_folder_and_none_is_kept()
    {
        var bare = await bench.RunAsync(request => request with { App = null }, "3", Work);
        var silent = await bench.RunAsync(request => request with { App = new AppManifest.Wasm("b") }, "3", Work);

        bare.Output.Should().StartWith("there is no checkpoint folder\nstep 00");
        silent.Tree.Should().Be(bare.Tree);
        Directory.EnumerateFiles(bench.Folder).Should().BeEmpty();
    }

    /// <summary>Another state under a checksum that is right, as no disk writes it.</summary>
    private void Poison(int step, bool isReadable)
    {
        var path = bench.FileOf(bench.Task);
        var bytes = File.ReadAllBytes(path);
        var app = Bytes32.FromBytes(bytes.AsSpan(8 + Bytes32.Size, Bytes32.Size));
        SnapshotCodec.TryDecode(bytes, bench.Task, app, out var snapshot, out var why).Should().BeTrue(why);
        var dough = RandomNumberGenerator.GetInt32(int.MaxValue);
        var check = unchecked(((uint)step * 2654435761u) ^ (uint)dough ^ 0x5ec7u);
        byte[] state = [.. BitConverter.GetBytes(step), .. BitConverter.GetBytes(dough), .. BitConverter.GetBytes(isReadable ? check : ~check)];
        File.WriteAllBytes(path, SnapshotCodec.Encode(bench.Task, app, snapshot! with { State = snapshot.State with { Content = state } }));
    }
}
