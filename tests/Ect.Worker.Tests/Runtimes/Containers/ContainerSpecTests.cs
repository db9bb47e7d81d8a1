using Docker.DotNet.Models;
using Ect.Protocol.Apps;
using Ect.Worker.Runtimes;
using Ect.Worker.Runtimes.Containers;
using Ect.Worker.Runtimes.Containers.Images;
using ContainerSpec = Ect.Worker.Runtimes.Containers.ContainerSpec;

namespace Ect.Worker.Tests.Runtimes.Containers;

/// <summary>Every limit is asked for; a limit that is forgotten is found here without an engine.</summary>
public sealed class ContainerSpecTests
{
    private static readonly LoadedImage s_image = new("sha256:1", ["PATH=/bin", "A=image"], ["/data", "/out/", "/tmp/"], true, static () => { });

    [Fact]
    public void Container_is_limited_in_everything()
    {
        var host = App().HostConfig;

        (host.Memory, host.MemorySwap, host.NanoCPUs, host.PidsLimit).Should().Be((300L << 20, 300L << 20, 1_500_000_000, 7 + 1 + 16));
        (host.ReadonlyRootfs, host.Privileged, host.Init, host.NetworkMode, host.IpcMode).Should().Be((true, false, true, "none", "private"));
        host.CapDrop.Should().Equal("ALL");
        host.CapAdd.Should().BeNull();
        host.SecurityOpt.Should().Equal("no-new-privileges");
        host.Devices.Should().BeNull();
        host.Binds.Should().BeNull();
        host.LogConfig.Type.Should().Be("none");
        host.Ulimits.Should().Contain(limit => limit.Name == "core" && limit.Hard == 0);
        host.Tmpfs.Keys.Should().BeEquivalentTo("/tmp", "/data");
        host.Tmpfs.Values.Should().AllSatisfy(options => options.Should().Contain("nosuid,nodev,size=1048576,nr_inodes="));
        host.Mounts.Should().HaveCount(2);
        host.Mounts.Single(mount => mount.Type == "bind").Should().BeEquivalentTo(new { Source = "/scratch/in", Target = "/in", ReadOnly = true });
        host.Mounts.Single(mount => mount.Type == "volume").Should().BeEquivalentTo(new { Source = "v", Target = "/out", ReadOnly = false, VolumeOptions = new { NoCopy = true } });
    }

    [Fact]
    public void Container_runs_as_nobody_with_the_environment_of_image_and_task()
    {
        var app = App();

        (app.User, app.Hostname, app.NetworkDisabled).Should().Be(("65534:65534", "ect", true));
        app.Env.Should().Equal("A=task", "HOME=/tmp", "PATH=/bin");
        app.Healthcheck.Test.Should().Equal("NONE");
        app.Labels.Should().Contain("ect.worker", "w");
    }

    [Fact]
    public void Output_volume_is_a_little_larger_than_a_result_may_be()
    {
        var options = ContainerSpec.Output("v", new RunLimits { OutputBytes = 5000, OutputFiles = 10 }, ContainerLabels.Of("w")).DriverOpts["o"];

        options.Should().Contain($"size={8192 + (26 * 4096)},").And.Contain("nr_inodes=13,").And.Contain("nosuid,nodev");
    }

    [Fact]
    public void Image_with_more_volumes_than_are_covered_is_refused()
    {
        var volumes = Enumerable.Range(0, ContainerSpec.MaxVolumes + 1).Select(i => $"/data{i}").ToArray();

        ContainerSpec.VolumeFault(volumes[1..]).Should().BeNull();
        ContainerSpec.VolumeFault(volumes).Should().Be("The image declares 17 volumes; at most 16 are allowed: remove some.");
        ContainerSpec.VolumeFault(["/data", "/proc/x"]).Should().Be("The image declares the volume '/proc/x', where none can be; remove it.");
    }

    private static CreateContainerParameters App() => ContainerSpec.App(
        s_image,
        "v",
        new AppManifest.Oci(new ImageSource { Digest = "sha256:1" }) { MemoryBytes = 300 << 20, Pids = 7 },
        new RunRequest { AppPath = "", InputFolder = "/scratch/in", OutputFolder = "/scratch/out", Seed = new byte[RunRequest.SeedLength], Environment = new Dictionary<string, string> { ["A"] = "task" } },
        new ContainerOptions { Cpus = 1.5, TmpBytes = 1 << 20 },
        network: false,
        ContainerLabels.Of("w"));
}
