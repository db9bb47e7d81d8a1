using System.Globalization;
using System.Net;
using Ect.Cli.Up;
using Ect.Sdk.Networks;
using Ect.Testing;

namespace Ect.EndToEnd.Tests.Chaos;

/// <summary>
/// What joins one process to all others: a pair of virtual interfaces, one of them in a network namespace in which the
/// process lives alone. Cut, packets are lost in silence. Where namespaces may not be made: connections that are broken.
/// </summary>
internal sealed class Cable : IAsyncDisposable
{
    private const string Ip = "/usr/sbin/ip";
    private readonly string name;
    private readonly bool isNamespace;
    private readonly IPAddress address;
    private readonly List<Relay> relays = [];

    private Cable(string name, bool isNamespace, IPAddress address)
    {
        this.name = name;
        this.isNamespace = isNamespace;
        this.address = address;
    }

    /// <summary>Whether it is a network of its own.</summary>
    public bool IsNamespace => isNamespace;

    /// <param name="number">0 to 63, another one for each cable of this process.</param>
    public static async Task<Cable> LayAsync(int number)
    {
        // Of the range for benchmarks (RFC 2544), another network of four addresses for each cable.
        var name = string.Create(CultureInfo.InvariantCulture, $"ectc{Environment.ProcessId}-{number}");
        var network = string.Create(CultureInfo.InvariantCulture, $"198.18.{Environment.ProcessId % 256}.");
        string Address(int host) => string.Create(CultureInfo.InvariantCulture, $"{network}{(4 * number) + host}");
        string[][] steps =
        [
            ["netns", "add", name],
            ["link", "add", $"{name}h", "type", "veth", "peer", "name", "eth0", "netns", name],
            ["address", "add", $"{Address(1)}/30", "dev", $"{name}h"],
            ["link", "set", $"{name}h", "up"],
            ["-n", name, "address", "add", $"{Address(2)}/30", "dev", "eth0"],
            ["-n", name, "link", "set", "eth0", "up"],
            ["-n", name, "link", "set", "lo", "up"],
        ];
        foreach (var step in steps)
        {
            if (!await Tool.TryAsync(Ip, step))
            {
                await Tool.TryAsync(Ip, "netns", "del", name);
                return new Cable(name, isNamespace: false, IPAddress.Loopback);
            }
        }

        return new Cable(name, isNamespace: true, IPAddress.Parse(Address(1)));
    }

    /// <summary>The role at this cable's end: it reaches chain, content store and scheduler through it.</summary>
    public Role Join(Role role, string networkFile, string ownNetworkFile)
    {
        var network = NetworkFile.Load(networkFile);
        (network with { Rpc = Through(network.Rpc[0]), Ws = null, Content = Through(network.Content) }).Save(ownNetworkFile);
        var arguments = role.Arguments.ToArray();
        Change("--network", _ => ownNetworkFile);
        Change("--scheduler", url => Through(new Uri(url)).ToString());
        return isNamespace
            ? role with { Program = Ip, Arguments = ["netns", "exec", name, role.Program, .. arguments] }
            : role with { Arguments = arguments };

        void Change(string option, Func<string, string> change)
        {
            for (var at = Array.IndexOf(arguments, option); at >= 0; at = Array.IndexOf(arguments, option, at + 1))
            {
                arguments[at + 1] = change(arguments[at + 1]);
            }
        }
    }

    public async Task CutAsync()
    {
        if (isNamespace)
        {
            await SetAsync("down");
        }
        else
        {
            relays.ForEach(relay => relay.Cut());
        }
    }

    public async Task MendAsync()
    {
        if (isNamespace)
        {
            await SetAsync("up");
        }
        else
        {
            relays.ForEach(relay => relay.Mend());
        }
    }

    public async ValueTask DisposeAsync()
    {
        relays.ForEach(relay => relay.Dispose());
        if (isNamespace)
        {
            await Tool.TryAsync(Ip, "netns", "del", name);
        }
    }

    private Uri Through(Uri service)
    {
        var relay = new Relay(address, service.Port);
        relays.Add(relay);
        return relay.Url;
    }

    private async Task SetAsync(string state) => (await Tool.TryAsync(Ip, "link", "set", $"{name}h", state)).Should().BeTrue($"{name}h is this test's own, and can be set {state}");
}
