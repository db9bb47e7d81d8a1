using System.Text;
using Ect.Protocol.Apps;
using Ect.Protocol.Machines;
using Ect.Worker.Inputs;
using Ect.Worker.Runtimes;
using Ect.Worker.Tests.Runtimes.Containers;

namespace Ect.Worker.Tests.Runtimes;

public sealed class AppLauncherTests : IDisposable
{
    private const string Digest = "sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

    private readonly Sandbox sandbox = new();
    private readonly TemporaryFolder folder = new();
    private readonly FolderContent content;
    private readonly AppLauncher launcher;
    private MachineNeeds needs = MachineNeeds.None;

    public AppLauncherTests() => (content, launcher) = (new FolderContent(folder.Path), AppLauncher.Of(Sandbox.Shared, null, new FolderContent(folder.Path), TimeProvider.System));

    [Fact]
    public async Task Bare_module_runs_as_before()
    {
        var outcome = await launcher.RunAsync(sandbox.Request(Sandbox.Hostile, "exit"), TestContext.Current.CancellationToken);

        outcome.Should().BeOfType<RunOutcome.AppFailed>().Which.ExitCode.Should().Be(3);
    }

    [Fact]
    public async Task Module_that_a_manifest_names_runs_and_its_usage_is_told()
    {
        var outcome = await RunAsync(Manifest(new AppManifest.Wasm(Hostile())), "exit");

        outcome.Should().BeOfType<RunOutcome.AppFailed>().Which.ExitCode.Should().Be(3);
        outcome.Usage.Fuel.Should().BePositive();
        outcome.Usage.InputBytes.Should().Be(5);
    }

    [Fact]
    public async Task Processor_time_of_a_module_is_measured()
    {
        var outcome = await RunAsync(Manifest(new AppManifest.Wasm(Hostile())), "loop");

        outcome.Usage.CpuTime.Should().BeGreaterThan(TimeSpan.FromMilliseconds(10)).And.BeLessThanOrEqualTo(outcome.Usage.Wall + TimeSpan.FromMilliseconds(50));
    }

    [Fact]
    public async Task Broken_manifest_is_a_failure_that_every_worker_sees_alike()
    {
        var failed = (await RunAsync("{\"ect\":\"app/1\",\"runtime\":\"oci\",\"imag\":1}")).Should().BeOfType<RunOutcome.AppFailed>().Subject;

        failed.Kind.Should().Be(AppFailure.Malformed);
        failed.Message.Should().Contain("no member 'imag'");
    }

    [Fact]
    public async Task Container_on_a_worker_without_an_engine_is_declined_if_its_deal_bought_one()
    {
        needs = new() { Runtime = AppRuntime.Oci, MemoryBytes = AppManifest.Oci.DefaultMemoryBytes };
        var manifest = new AppManifest.Oci(new ImageSource { Archive = "bafkreigh2akiscaildcqabsyg3dfr6chu3fgpregiymsck7e7aqa4s52zy", Digest = Digest });

        (await RunAsync(Manifest(manifest))).Should().BeOfType<RunOutcome.Declined>()
            .Which.Reason.Should().Be("The application needs the runtime oci; this worker has wasm.");
    }

    [Theory]
    [InlineData(AppRuntime.Wasm, 0, "the runtime oci")]
    [InlineData(AppRuntime.Wasm, 1L << 30, "the runtime oci")]
    [InlineData(AppRuntime.Oci, 0, "more memory")]
    [InlineData(AppRuntime.Oci, (1L << 30) - 1, "more memory")]
    public async Task Runtime_and_memory_that_no_deal_bought_are_a_failure_that_every_worker_sees_alike(AppRuntime runtime, long memory, string what)
    {
        needs = new() { Runtime = runtime, MemoryBytes = memory };
        var manifest = new AppManifest.Oci(new ImageSource { Archive = "bafkreigh2akiscaildcqabsyg3dfr6chu3fgpregiymsck7e7aqa4s52zy", Digest = Digest }) { MemoryBytes = 1 << 30 };

        var failed = (await RunAsync(Manifest(manifest))).Should().BeOfType<RunOutcome.AppFailed>().Subject;

        failed.Kind.Should().Be(AppFailure.Malformed);
        failed.Message.Should().Contain($"asks for {what}, which its deal did not buy").And.Contain("\"needs\":{\"runtime\":\"oci\",\"memory\":1073741824}");
    }

    [Fact]
    public async Task Network_that_no_deal_bought_is_a_failure_that_every_worker_sees_alike()
    {
        var manifest = new AppManifest.Oci(new ImageSource { Archive = "bafkreigh2akiscaildcqabsyg3dfr6chu3fgpregiymsck7e7aqa4s52zy", Digest = Digest }) { Network = true };

        (await RunAsync(Manifest(manifest))).Should().BeOfType<RunOutcome.AppFailed>().Which.Message.Should().Contain("asks for a network, which its deal did not buy");
    }

    [Theory]
    [InlineData(HostSameness.Any, false)]
    [InlineData(HostSameness.Runtime, false)]
    [InlineData(HostSameness.Processor, true)]
    [InlineData(HostSameness.Machine, true)]
    public async Task App_that_wants_like_machines_runs_if_its_deal_bought_them(HostSameness bought, bool runs)
    {
        needs = new() { Hosts = bought };
        var outcome = await RunAsync(Manifest(new AppManifest.Wasm(Hostile()) { Hosts = HostSameness.Processor }), "hello");

        (outcome is RunOutcome.AppFailed { Kind: AppFailure.Malformed } failed && failed.Message.Contains("\"hosts\":\"processor\"", StringComparison.Ordinal)).Should().Be(!runs);
    }

    [Fact]
    public async Task Module_that_is_not_to_be_had_is_its_owners_fault()
    {
        var running = () => RunAsync(Manifest(new AppManifest.Wasm("bafkreigh2akiscaildcqabsyg3dfr6chu3fgpregiymsck7e7aqa4s52zy")));

        (await running.Should().ThrowAsync<InputException>()).Which.Blame.Should().Be(Wire.Blame.App);
    }

    private string Hostile() => content.Add(File.ReadAllBytes(Sandbox.Hostile));

    private static string Manifest(AppManifest manifest) => manifest.ToCanonicalJson();

    private Task<RunOutcome> RunAsync(string manifest, params string[] arguments)
    {
        var path = folder["app.json"];
        File.WriteAllBytes(path, Encoding.UTF8.GetBytes(manifest));
        return launcher.RunAsync(sandbox.Request(path, arguments) with { Needs = needs }, TestContext.Current.CancellationToken);
    }

    public void Dispose()
    {
        sandbox.Dispose();
        folder.Dispose();
    }
}
