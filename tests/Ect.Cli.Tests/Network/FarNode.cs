using System.Diagnostics;
using Ect.Sdk.Networks;
using Ect.Testing;

namespace Ect.Cli.Tests.Network;

/// <summary>The chain's node, as if it were far away, with a count of the messages that reach it.</summary>
internal sealed class FarNode(NetworkFile network, ITestOutputHelper output) : IAsyncDisposable
{
    private readonly FaultyNode _node = new(network.Rpc[0]) { Distance = TimeSpan.FromMilliseconds(50) };

    /// <summary>The network at that node.</summary>
    public NetworkFile Network => network with { Rpc = _node.Uri };

    /// <summary>What it makes of messages that are not counted.</summary>
    public NodeTrouble Trouble { set => _node.Trouble = value; }

    /// <summary>Signature hash of an event that it does not show; null: it shows all.</summary>
    public string? HiddenTopic { set => _node.HiddenTopic = value; }

    /// <summary>Messages that have reached it since <see cref="Trouble"/> was set.</summary>
    public int Messages => _node.Troubled;

    /// <summary>Asks something and counts the messages that it takes.</summary>
    public async Task<(T Answer, int Messages)> CountAsync<T>(string what, Func<Task<T>> ask)
    {
        _node.Trouble = NodeTrouble.None;
        var began = Stopwatch.GetTimestamp();
        var answer = await ask();
        output.WriteLine($"{what}: {_node.Troubled} messages, {Stopwatch.GetElapsedTime(began).TotalMilliseconds:f0} ms");
        return (answer, _node.Troubled);
    }

    public ValueTask DisposeAsync() => _node.DisposeAsync();
}
