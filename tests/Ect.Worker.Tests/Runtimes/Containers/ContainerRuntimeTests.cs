using System.Formats.Tar;
using System.Text;
using Docker.DotNet.Models;
using Ect.Protocol.Apps;
using Ect.Testing;
using Ect.Wire;
using Ect.Worker.Inputs;
using Ect.Worker.Runtimes;
using Ect.Worker.Runtimes.Containers;
using Ect.Worker.Runtimes.Containers.Images;
using Microsoft.Extensions.Logging.Abstractions;
using ContainerSpec = Ect.Worker.Runtimes.Containers.ContainerSpec;

namespace Ect.Worker.Tests.Runtimes.Containers;

public sealed class ContainerRuntimeTests(ContainerBench bench) : IClassFixture<ContainerBench>
{
    [Fact]
    public async Task Program_sees_its_arguments_inputs_and_exactly_the_environment_it_should()
    {
        using var task = await ContainerTask.RunAsync(bench, "cat /in/dataset; env | grep -v -e ^SHLVL -e ^PWD; uname -n; id -u; mkdir -p /out/sub/deep; echo x > /out/sub/deep/leaf; echo e >&2");

        task.Outcome.Should().BeOfType<RunOutcome.Completed>(task.Outcome.ToString());
        task.Text("stdout.txt").Split('\n').Should().BeEquivalentTo("data", "A=first", "ECT_TASK_INDEX=7", "HOME=/tmp", "HOSTNAME=ect", "PATH=/bin", "ect", "65534", "");
        task.Text("stderr.txt").Should().Be("e\n");
        task.Files().Should().Equal("stderr.txt", "stdout.txt", "sub", "sub/deep", "sub/deep/leaf");
        (task.Outcome.Usage.OutputBytes, task.Outcome.Usage.OutputFiles, task.Outcome.Usage.InputBytes).Should().Be((2, 3, 5));
    }

    [Fact]
    public async Task What_a_program_writes_is_seen_while_it_runs_and_no_more_than_is_kept()
    {
        // It goes on when its first word was seen.
        var tap = new Ear();
        using var task = new ContainerTask(bench) { Tap = tap };
        tap.Heard = () => File.WriteAllText(Path.Combine(task.In, "go"), "");

        await task.ExecuteAsync("echo first; until [ -f /in/go ]; do sleep 0.1; done; echo 'ect-progress: 0.5 half' >&2; yes", null, null, TestContext.Current.CancellationToken);

        task.Outcome.Should().BeOfType<RunOutcome.AppFailed>().Which.Kind.Should().Be(AppFailure.OutputLimit);
        tap.Text(StreamKind.Output).Should().StartWith("first\ny\n").And.HaveLength(ContainerTask.Tight.StreamBytes);
        tap.Text(StreamKind.Error).Should().Be("ect-progress: 0.5 half\n");
    }

    [Fact]
    public async Task Usage_tells_processor_time_and_memory()
    {
        using var task = await ContainerTask.RunAsync(bench, "i=0; while [ $i -lt 300000 ]; do i=$((i+1)); done; sleep 3");

        task.Outcome.Should().BeOfType<RunOutcome.Completed>(task.Outcome.ToString());
        task.Outcome.Usage.CpuTime.Should().BePositive();
        (await bench.RuntimeAsync()).CpuTime.Should().BeGreaterThanOrEqualTo(task.Outcome.Usage.CpuTime, "what containers use is not the load of others");
        task.Outcome.Usage.PeakMemoryBytes.Should().BeGreaterThan(1 << 20, "the shell alone has so much");
        task.Outcome.Usage.Fuel.Should().Be(0);
    }

    [Fact]
    public async Task Manifests_entrypoint_takes_the_place_of_the_images()
    {
        using var task = await ContainerTask.RunAsync(bench, "hello", change: app => app with { Entrypoint = ["/bin/echo", "say"] });

        task.Text("stdout.txt").Should().Be("say hello\n");
    }

    [Fact]
    public async Task Program_that_is_not_in_the_image_is_its_owners_fault()
    {
        using var task = await ContainerTask.RunAsync(bench, "x", change: app => app with { Entrypoint = ["/bin/nothing"] });

        task.Outcome.Should().BeOfType<RunOutcome.AppFailed>().Which.Kind.Should().BeOneOf(AppFailure.Malformed, AppFailure.NonZeroExit);
    }

    [Theory]
    [InlineData("/var/data")]
    [InlineData("/var/data/")]
    public async Task Volume_that_an_image_declares_is_bounded_too(string volume)
    {
        using var task = await WithVolumesAsync("df -k /var/data | tail -n 1", volume);

        task.Text("stdout.txt").Should().StartWith("tmpfs").And.Contain(" 65536 ");
    }

    [Fact]
    public async Task Image_with_a_volume_more_than_is_bounded_is_its_owners_fault()
    {
        using var task = await WithVolumesAsync("df -k /data16", [.. Enumerable.Range(0, 17).Select(i => $"/data{i}")]);

        task.Outcome.Should().BeOfType<RunOutcome.AppFailed>().Which.Should().BeEquivalentTo(new { Kind = AppFailure.Malformed, Message = "The image declares 17 volumes; at most 16 are allowed: remove some." });
    }

    private async Task<ContainerTask> WithVolumesAsync(string script, params string[] volumes)
    {
        await bench.RuntimeAsync();
        var declared = string.Join(',', volumes.Select(path => $"\"{path}\":{{}}"));
        var (archive, digest) = BusyBoxImage.Save(BusyBoxImage.Layer(), $$$"""{"Env":["PATH=/bin"],"Entrypoint":["/bin/sh","-c"],"Volumes":{{{{declared}}}}}""");
        var source = new ImageSource { Archive = bench.Content.Add(archive), Digest = digest };
        return await ContainerTask.RunAsync(bench, script, change: app => app with { Image = source });
    }

    [Theory]
    [InlineData("""{"Env":["=x"]}""")]
    [InlineData("""{"WorkingDir":"relative"}""")]
    [InlineData("""{"Volumes":{"/etc/passwd":{}}}""")]
    [InlineData("""{"WorkingDir":"/proc/x/no space left on device"}""")]
    public async Task Image_that_the_engine_does_not_start_is_its_owners_fault_though_no_verdict(string config)
    {
        using var task = await RunAsync(BusyBoxImage.Layer(), config);

        var failed = task.Outcome.Should().BeOfType<RunOutcome.AppFailed>(task.Outcome.ToString()).Subject;
        failed.Kind.Should().BeOneOf(AppFailure.NotStarted, AppFailure.Malformed, AppFailure.NonZeroExit);
        (await bench.InEngineAsync()).Should().BeEmpty();
    }

    [Fact]
    public async Task Image_with_a_file_where_the_inputs_go_is_its_owners_fault()
    {
        using var task = await RunAsync(BusyBoxImage.Tar(writer => BusyBoxImage.WriteFile(writer, "in", [1])), """{"Cmd":["/x"]}""");

        task.Outcome.Should().BeOfType<RunOutcome.AppFailed>(task.Outcome.ToString()).Which.Kind.Should().Be(AppFailure.NotStarted);
        (await bench.InEngineAsync()).Should().BeEmpty();
    }

    [Fact]
    public async Task Container_that_the_machine_cannot_have_whatever_the_image_is_this_workers_trouble()
    {
        await bench.RuntimeAsync();
        using var runtime = await bench.StartAsync(new ContainerOptions { Engine = await ContainerEngine.AddressAsync(), Cpus = 1024 });
        using var task = new ContainerTask(bench) { Runtime = runtime };

        await task.ExecuteAsync("true", null, null, TestContext.Current.CancellationToken);

        task.Outcome.Should().BeOfType<RunOutcome.WorkerFailed>(task.Outcome.ToString());
    }

    [Theory]
    [InlineData("""{"Env":"x"}""")]
    [InlineData("""[]""")]
    public async Task Configuration_that_the_engine_does_not_load_is_its_owners_fault(string config)
    {
        var running = () => RunAsync(BusyBoxImage.Layer(), config);

        (await running.Should().ThrowAsync<InputException>()).Which.Blame.Should().Be(Blame.App);
    }

    [Fact]
    public async Task Layer_that_the_engine_does_not_unpack_is_its_owners_fault()
    {
        var layer = BusyBoxImage.Tar(writer => writer.WriteEntry(new PaxTarEntry(TarEntryType.HardLink, "a") { LinkName = "nothing" }));
        var running = () => RunAsync(layer, "{}");

        (await running.Should().ThrowAsync<InputException>()).Which.Blame.Should().Be(Blame.App);
    }

    [Theory]
    [InlineData("Error processing tar file(exit status 1): write /a: no space left on device", true)]
    [InlineData("Error processing tar file(exit status 1): link /no space left on device /a: no such file or directory", false)]
    [InlineData("json: cannot unmarshal string into Go struct field Config.config.Env of type []string", false)]
    public void Machine_is_to_blame_for_an_image_that_is_not_loaded_if_the_system_says_so(string error, bool machine) => LoadError.IsMachines(error).Should().Be(machine);

    [Theory]
    [InlineData("/var/data", true)]
    [InlineData("/proc/x", false)]
    [InlineData("/dev", false)]
    [InlineData("/", false)]
    [InlineData("relative", false)]
    [InlineData("/a/../proc", false)]
    [InlineData("/a,size=1t", false)]
    public void Volume_where_none_can_be_is_refused(string path, bool can) => ContainerSpec.CanCover(path).Should().Be(can);

    [Fact]
    public async Task Network_that_the_owner_does_not_allow_is_declined()
    {
        using var task = await ContainerTask.RunAsync(bench, "true", change: app => app with { Network = true });

        task.Outcome.Should().BeOfType<RunOutcome.Declined>().Which.Reason.Should().Contain("owner allows none");
    }

    [Fact]
    public async Task Memory_that_the_machine_does_not_have_is_declined()
    {
        using var task = await ContainerTask.RunAsync(bench, "true", change: app => app with { MemoryBytes = AppManifest.Oci.MaxMemoryBytes });

        task.Outcome.Should().BeOfType<RunOutcome.Declined>().Which.Reason.Should().Contain("asks for 68,719,476,736 bytes of memory");
    }

    [Fact]
    public async Task Restarted_worker_removes_what_a_killed_one_left_and_nothing_else()
    {
        await bench.RuntimeAsync();
        var token = TestContext.Current.CancellationToken;
        var volume = await bench.Client.Volumes.CreateAsync(ContainerSpec.Output($"ect-{Guid.NewGuid():N}", new RunLimits(), ContainerLabels.Of(bench.WorkerId)), token);
        var left = await bench.Client.Containers.CreateContainerAsync(ContainerSpec.Holder(PauseImage.Tag, volume.Name, ContainerLabels.Of(bench.WorkerId)), token);
        await bench.Client.Containers.StartContainerAsync(left.ID, new ContainerStartParameters(), token);
        var others = await bench.Client.Volumes.CreateAsync(ContainerSpec.Output($"ect-{Guid.NewGuid():N}", new RunLimits(), ContainerLabels.Of("another")), token);
        try
        {
            using var restarted = await bench.StartAsync(new ContainerOptions { Engine = await ContainerEngine.AddressAsync() });

            (await bench.InEngineAsync()).Should().BeEmpty();
            (await bench.Client.Volumes.InspectAsync(others.Name, token)).Name.Should().Be(others.Name);
        }
        finally
        {
            await bench.Client.Volumes.RemoveAsync(others.Name, cancellationToken: token);
        }
    }

    [Fact]
    public async Task Worker_without_an_engine_offers_no_containers()
    {
        using var folder = new TemporaryFolder();
        var options = new ContainerOptions { Engine = new Uri($"unix://{folder["nothing.sock"]}") };

        var runtime = await ContainerRuntime.StartAsync(options, new FolderContent(folder.Path), folder.Path, TimeProvider.System, NullLogger.Instance, TestContext.Current.CancellationToken);

        runtime.Should().BeNull();
    }

    [Fact]
    public void Engine_that_cannot_keep_a_limit_is_not_used()
    {
        var good = new SystemInfoResponse { OSType = "linux", MemoryLimit = true, PidsLimit = true, CPUCfsQuota = true };
        EngineConnection.Shortcoming(good).Should().BeNull();
        good.PidsLimit = false;
        EngineConnection.Shortcoming(good).Should().Be("it cannot limit processes");
    }

    private async Task<ContainerTask> RunAsync(byte[] layer, string config)
    {
        await bench.RuntimeAsync();
        var (archive, digest) = BusyBoxImage.Save(layer, config);
        var source = new ImageSource { Archive = bench.Content.Add(archive), Digest = digest };
        return await ContainerTask.RunAsync(bench, "true", change: app => app with { Image = source, Entrypoint = ["/bin/sh", "-c"] });
    }

    /// <summary>Keeps what it hears.</summary>
    private sealed class Ear : IOutputTap
    {
        private readonly Lock _gate = new();
        private readonly Dictionary<StreamKind, StringBuilder> _texts = new() { [StreamKind.Output] = new(), [StreamKind.Error] = new() };

        /// <summary>Called at every word.</summary>
        public Action Heard { get; set; } = () => { };

        public void Write(StreamKind stream, ReadOnlySpan<byte> data)
        {
            lock (_gate)
            {
                _texts[stream].Append(Encoding.UTF8.GetString(data));
                Heard();
            }
        }

        public string Text(StreamKind stream) => _texts[stream].ToString();
    }
}
