using System.Diagnostics;
using Ect.Testing;

namespace Ect.Ethereum.Tests.Chain;

public sealed class ProbeTests
{
    [Fact]
    public async Task Probe_is_compiled_from_its_source()
    {
        using var node = Process.Start(new ProcessStartInfo("node", [RepositoryRoot.File("tests", "Ect.Ethereum.Tests", "Chain", "compile.mjs")]) { RedirectStandardOutput = true })!;
        var code = await node.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await node.WaitForExitAsync(TestContext.Current.CancellationToken);
        node.ExitCode.Should().Be(0);
        code.Should().Be(Probe.InitCode);
    }
}
