using System.Net;
using System.Net.Sockets;
using Ect.Testing;
using Ect.Worker.Runtimes;

namespace Ect.Worker.Tests.Runtimes.Containers;

/// <summary>Programs that mean harm, really run. After each one the engine holds nothing of it.</summary>
public sealed class HostileContainerTests(ContainerBench bench) : IClassFixture<ContainerBench>
{
    /// <summary>What a container must not have, and a command that would show that it has.</summary>
    private static readonly Dictionary<string, string> s_reaches = new()
    {
        ["device in /out"] = "mknod /out/disk b 8 0",
        ["device in /tmp"] = "mknod /tmp/disk b 8 0",
        ["memory of the machine"] = "head -c 1 /dev/mem",
        ["kernel messages"] = "ls /dev/kmsg",
        ["disk of the machine"] = "ls /dev/sda || ls /dev/vda",
        ["reboot by sysrq"] = "echo b > /proc/sysrq-trigger",
        ["setting of the kernel"] = "echo 1 > /proc/sys/kernel/panic",
        ["its own limits"] = "echo 1 > /sys/fs/cgroup/memory/memory.limit_in_bytes",
        ["mount"] = "mkdir /tmp/m; mount -t tmpfs x /tmp/m",
        ["unmount"] = "umount /in",
        ["writable root"] = "mount -o remount,rw /",
        ["the image's files"] = "echo x > /etc/passwd",
        ["the inputs"] = "echo x > /in/dataset",
        ["new inputs"] = "touch /in/new",
        ["setuid program"] = "test \"$(/suid id -u)\" = 0",
        ["root"] = "test \"$(id -u)\" = 0",
        ["su"] = "su -c true",
        ["ownership"] = "chown 0:0 /tmp",
        ["processes of others"] = "kill -0 -1 && test $(ps | wc -l) -gt 12",
        ["DNS"] = "nslookup example.com",
        ["raw packets"] = "ping -c 1 -W 1 8.8.8.8",
        ["network devices"] = "ls /sys/class/net | grep -v '^lo$'",
        ["the engine's socket"] = "ls /var/run/docker.sock /run/docker.sock",
    };

    [Theory]
    [InlineData("fork bomb", "sh -c 'while :; do sleep 1000 & done' & sleep 1000", AppFailure.ProcessLimit, "more than 40 processes")]
    [InlineData("memory bomb", "tail /dev/zero", AppFailure.MemoryLimit, "more memory than the 67,108,864 bytes")]
    [InlineData("memory bomb that hides its fate", "tail /dev/zero; exit 0", AppFailure.MemoryLimit, "more memory than")]
    [InlineData("memory by way of shared memory", "dd if=/dev/zero of=/dev/shm/x bs=1M; dd if=/dev/zero of=/tmp/x bs=1M; exit 0", AppFailure.MemoryLimit, "/dev/shm count")]
    [InlineData("disk filler", "dd if=/dev/zero of=/out/x bs=1M", AppFailure.OutputLimit, "more than 8,388,608 bytes to /out")]
    [InlineData("disk filler that hides its fate", "dd if=/dev/zero of=/out/x bs=1M; exit 0", AppFailure.OutputLimit, "more than 8,388,608 bytes to /out")]
    [InlineData("inode filler", "i=0; while touch /out/$i; do i=$((i+1)); done; exit 0", AppFailure.TooManyFiles, "more than 200 files")]
    [InlineData("folder filler", "d=/out; while mkdir $d/d; do d=$d/d; done; exit 0", AppFailure.UnusableOutput, "too deep")]
    [InlineData("file of holes", "dd if=/dev/zero of=/out/x bs=1 count=0 seek=1099511627776", AppFailure.OutputLimit, "more than 8,388,608 bytes to /out")]
    [InlineData("flood of standard output", "yes", AppFailure.OutputLimit, "more than 65,536 bytes to its standard output or standard error")]
    [InlineData("flood of standard error", "yes >&2", AppFailure.OutputLimit, "more than 65,536 bytes to its standard output or standard error")]
    [InlineData("link out of the results", "ln -s /etc/passwd /out/x", AppFailure.UnusableOutput, "left a link in /out")]
    [InlineData("link to a folder", "ln -s / /out/root", AppFailure.UnusableOutput, "left a link in /out")]
    [InlineData("hard link", "touch /out/a; ln /out/a /out/b", AppFailure.UnusableOutput, "left a link in /out")]
    [InlineData("folder in the place of its standard output", "mkdir /out/stdout.txt", AppFailure.UnusableOutput, "left a folder in the place of stdout.txt")]
    [InlineData("link in the place of its standard error", "ln -s /etc/passwd /out/stderr.txt", AppFailure.UnusableOutput, "left a link in /out")]
    [InlineData("pipe", "mkfifo /out/p", AppFailure.UnusableOutput, "left a pipe in /out")]
    [InlineData("exit code", "echo sorry >&2; exit 3", AppFailure.NonZeroExit, "exit code 3")]
    [InlineData("crash", "kill -SEGV $$", AppFailure.Trap, "signal 11 (memory out of bounds)")]
    public async Task Program_that_misbehaves_is_stopped_and_named(string name, string script, AppFailure kind, string message)
    {
        using var task = await ContainerTask.RunAsync(bench, script);

        var failed = task.Outcome.Should().BeOfType<RunOutcome.AppFailed>(name).Subject;
        failed.Kind.Should().Be(kind, failed.Message);
        failed.Message.Should().Contain(message);
        task.Files().Should().Equal("stderr.txt", "stdout.txt");
        (await bench.InEngineAsync()).Should().BeEmpty();
    }

    [Theory]
    [InlineData("while :; do :; done")]
    [InlineData("trap '' TERM INT HUP; sleep 1000; sleep 1000")]
    public async Task Endless_program_is_stopped_by_the_clock(string script)
    {
        using var task = await ContainerTask.RunAsync(bench, script, ContainerTask.Tight with { WallTime = TimeSpan.FromSeconds(1) });

        task.Outcome.Should().BeOfType<RunOutcome.AppFailed>().Which.Kind.Should().Be(AppFailure.WallTime);
        (await bench.InEngineAsync()).Should().BeEmpty();
    }

    [Fact]
    public async Task What_would_reach_the_machine_does_not_work()
    {
        var script = string.Concat(s_reaches.Select(reach => $"if {{ {reach.Value}; }} > /dev/null 2>&1; then echo '{reach.Key}'; fi\n"));

        using var task = await ContainerTask.RunAsync(bench, $"{script}\nrm -rf /out/*; echo end");

        task.Outcome.Should().BeOfType<RunOutcome.Completed>(task.Outcome.ToString());
        task.Text("stdout.txt").Should().Be("end\n");
        File.ReadAllText(Path.Combine(task.In, "dataset")).Should().Be("data\n");
        Directory.EnumerateFileSystemEntries(task.In).Should().ContainSingle();
    }

    [Fact]
    public async Task Service_of_the_machine_cannot_be_reached()
    {
        using var listener = new TcpListener(IPAddress.Any, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        var addresses = (await Dns.GetHostAddressesAsync(Dns.GetHostName(), TestContext.Current.CancellationToken)).Where(a => a.AddressFamily == AddressFamily.InterNetwork).Append(IPAddress.Loopback).Distinct();
        var attempts = string.Join("; ", addresses.Append(IPAddress.Parse("172.17.0.1")).Select(a => $"nc -w 1 {a} {port} < /dev/null && echo WORKED"));

        using var task = await ContainerTask.RunAsync(bench, $"{attempts}; exit 0");

        task.Text("stdout.txt").Should().BeEmpty();
        listener.Pending().Should().BeFalse();
    }

    [Fact]
    public async Task Orphans_that_end_do_not_pile_up()
    {
        // Far more than the 40 processes that may be there at the same time.
        using var task = await ContainerTask.RunAsync(bench, "for i in $(seq 200); do sh -c 'true & true &'; done; echo done");

        task.Outcome.Should().BeOfType<RunOutcome.Completed>(task.Outcome.ToString());
        task.Text("stdout.txt").Should().Be("done\n");
    }

    [Fact]
    public async Task Process_that_wants_to_live_on_after_the_end_is_gone_with_it()
    {
        const string mark = "987654321";

        using var task = await ContainerTask.RunAsync(bench, $"nohup setsid sleep {mark} > /dev/null 2>&1 & (trap '' TERM HUP; sleep {mark}) & echo bye");

        task.Outcome.Should().BeOfType<RunOutcome.Completed>(task.Outcome.ToString());
        task.Text("stdout.txt").Should().Be("bye\n");
        Directory.EnumerateDirectories("/proc").Where(IsMarked).Should().BeEmpty();
        static bool IsMarked(string process)
        {
            try
            {
                return File.ReadAllText(Path.Combine(process, "cmdline")).Contains(mark, StringComparison.Ordinal);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                return false;
            }
        }
    }

    [Fact]
    public async Task Honest_program_beside_hostile_ones_is_not_disturbed_and_the_next_one_runs()
    {
        var hostile = new[] { "tail /dev/zero", "dd if=/dev/zero of=/out/x bs=1M", "yes", "sh -c 'while :; do sleep 1000 & done' & sleep 1000" }
            .Select(script => ContainerTask.RunAsync(bench, script)).ToArray();
        using var honest = await ContainerTask.RunAsync(bench, "echo fine > /out/result");
        foreach (var task in await Task.WhenAll(hostile))
        {
            task.Outcome.Should().BeOfType<RunOutcome.AppFailed>();
            task.Dispose();
        }

        using var next = await ContainerTask.RunAsync(bench, "echo fine > /out/result");

        honest.Text("result").Should().Be("fine\n");
        next.Text("result").Should().Be("fine\n");
        (await bench.InEngineAsync()).Should().BeEmpty("containers are gone, and volumes with them, which unmounts them");
    }

    [Fact]
    public async Task Failure_that_stopped_a_program_leaves_the_same_result_every_time()
    {
        using var first = await ContainerTask.RunAsync(bench, "yes a & yes b >&2");
        using var second = await ContainerTask.RunAsync(bench, "yes a & yes b >&2");

        (first.Text("stdout.txt"), first.Text("stderr.txt")).Should().Be(("", ""), "what was printed until the kill differs from run to run");
        first.Outcome.Should().BeOfType<RunOutcome.AppFailed>().Which.Message.Should().Be(second.Outcome.As<RunOutcome.AppFailed>().Message);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Run_that_is_cancelled_at_whatever_moment_leaves_nothing(int things)
    {
        await bench.RuntimeAsync();
        using var cancel = new CancellationTokenSource();
        using var task = new ContainerTask(bench);
        var run = task.ExecuteAsync("sleep 1000", null, null, cancel.Token);
        await Eventually.HoldsAsync($"the engine has {things} of volume, holder and container", async () => (await bench.InEngineAsync()).Count >= things, cancellationToken: TestContext.Current.CancellationToken);

        await cancel.CancelAsync();

        await ((Func<Task>)(() => run)).Should().ThrowAsync<OperationCanceledException>();
        (await bench.InEngineAsync()).Should().BeEmpty();
    }
}
