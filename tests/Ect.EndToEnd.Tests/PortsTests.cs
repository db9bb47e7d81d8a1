using Ect.Cli.Up;

namespace Ect.EndToEnd.Tests;

public sealed class PortsTests
{
    [Fact]
    public void Two_networks_that_start_at_once_are_never_promised_the_same_port()
    {
        using var one = new Ports();
        using var other = new Ports();
        var port = one.Choose(47_611);

        other.Choose(port).Should().NotBe(port, "it is promised, though nobody listens on it yet");
        one.Dispose();
        other.Choose(port).Should().Be(port, "it is free again");
    }
}
