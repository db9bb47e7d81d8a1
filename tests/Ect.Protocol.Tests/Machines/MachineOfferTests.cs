using Ect.Protocol.Apps;
using Ect.Protocol.Machines;

namespace Ect.Protocol.Tests.Machines;

public sealed class MachineOfferTests
{
    private static readonly MachineOffer Machine = new("x64 GenuineIntel 6 143", [new(AppRuntime.Wasm, "wasmtime 34"), new(AppRuntime.Oci, "linux 6.1") { MemoryBytes = 1 << 30 }]);

    [Fact]
    public void A_machine_lacks_what_it_does_not_offer()
    {
        Machine.Lacks(MachineNeeds.None).Should().BeNull();
        Machine.Lacks(new() { Runtime = AppRuntime.Oci, MemoryBytes = 1 << 30 }).Should().BeNull();
        Machine.Lacks(new() { Runtime = AppRuntime.Oci, MemoryBytes = (1 << 30) + 1 }).Should().Be("1024 MiB of memory for an application");
        Machine.Lacks(new() { Runtime = AppRuntime.Oci, Network = true }).Should().Be("a network for applications");
        (Machine with { Runtimes = [] }).Lacks(new() { Runtime = AppRuntime.Oci }).Should().Be("the runtime oci");
    }

    [Theory]
    [InlineData(AppRuntime.Oci, HostSameness.Any, "")]
    [InlineData(AppRuntime.Oci, HostSameness.Processor, "x64 GenuineIntel 6 143")]
    [InlineData(AppRuntime.Oci, HostSameness.Runtime, "linux 6.1")]
    [InlineData(AppRuntime.Wasm, HostSameness.Machine, "x64 GenuineIntel 6 143, wasmtime 34")]
    public void The_class_of_a_machine_names_what_must_be_the_same(AppRuntime runtime, HostSameness hosts, string expected) =>
        Machine.HostClass(new() { Runtime = runtime, Hosts = hosts }).Should().Be(expected);

    [Fact]
    public void An_application_needs_what_its_manifest_says()
    {
        var image = new ImageSource { Archive = "bafkreigh2akiscaildcqabsyg3dfr6chu3fgpregiymsck7e7aqa4s52zy", Digest = "sha256:" + new string('a', 64) };

        MachineNeeds.Of(new AppManifest.Wasm("b") { Hosts = HostSameness.Runtime }).Should().Be(new MachineNeeds { Hosts = HostSameness.Runtime });
        MachineNeeds.Of(new AppManifest.Oci(image) { Network = true, MemoryBytes = 7 }).Should().Be(new MachineNeeds { Runtime = AppRuntime.Oci, MemoryBytes = 7, Network = true });
    }
}
