using System.Net;
using System.Net.Sockets;
using Ect.Cli.Up;
using Ect.Sdk.Errors;

namespace Ect.Cli.Tests.Up;

public sealed class LocalPortsTests : IDisposable
{
    private readonly string _file = Path.GetTempFileName();
    private readonly LocalPorts _first;

    public LocalPortsTests()
    {
        File.Delete(_file);
        using var holder = new Ports();
        _first = LocalPorts.Choose(holder, _file, 8545);
    }

    public void Dispose() => File.Delete(_file);

    [Fact]
    public void A_port_that_somebody_took_meanwhile_is_replaced()
    {
        using var stranger = Listen(_first.Content);
        using var holder = new Ports();
        LocalPorts.Choose(holder, _file, 8545).Content.Should().NotBe(_first.Content);
    }

    [Fact]
    public void The_schedulers_port_never_moves_because_the_chain_names_it()
    {
        using var stranger = Listen(_first.Scheduler);
        using var holder = new Ports();
        var choose = () => LocalPorts.Choose(holder, _file, 8545);
        choose.Should().Throw<EctException>().WithMessage($"Port {_first.Scheduler} is in use*");
    }

    private static TcpListener Listen(int port)
    {
        var listener = new TcpListener(IPAddress.Loopback, port);
        listener.Start();
        return listener;
    }
}
