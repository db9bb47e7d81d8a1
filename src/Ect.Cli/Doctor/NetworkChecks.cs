using System.Net.Sockets;
using Ect.Ethereum.Rpc;
using Ect.Sdk.Assets;
using Ect.Sdk.Networks;

namespace Ect.Cli.Doctor;

/// <summary>What the machine reaches.</summary>
internal static class NetworkChecks
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>The chain; whether it answers as it should comes with it.</summary>
    public static async Task<(IReadOnlyList<Finding> Found, bool Answers)> ChainAsync(NetworkFile network, TimeProvider time, CancellationToken cancellation)
    {
        using var chain = new EthClient(network.Rpc, time: time, options: new EthClientOptions { AttemptTimeout = Patience, Attempts = 1 });
        var where = network.Rpc.ToString();
        try
        {
            var id = await chain.ChainIdAsync(cancellation);
            if (id != network.ChainId)
            {
                return ([Finding.Problem("chain", $"{where} serves chain {id}, the network file says {network.ChainId}", "Correct rpc in the network file.")], false);
            }

            var code = await chain.GetCodeAsync(network.Deployment.Hub, cancellationToken: cancellation);
            var head = await chain.GetBlockAsync(BlockTag.Latest, cancellation);
            List<Finding> found = [Finding.Ok("chain", $"{where} serves chain {id}, block {head?.Number}")];
            found.Add(code.Length > 0 ? Finding.Ok("hub", $"{network.Deployment.Hub} has code") : Finding.Problem("hub", $"{network.Deployment.Hub} has no code", "Get the network file of the deployment that you mean; a test chain may have been started anew."));
            if (head is not null)
            {
                found.Add(Limits.ChainClock(time.GetUtcNow() - DateTimeOffset.FromUnixTimeSeconds((long)head.Timestamp)));
            }

            return (found, code.Length > 0);
        }
        catch (Exception exception) when (exception is NodeUnreachableException or RpcException)
        {
            return ([Finding.Problem("chain", $"{where} does not answer", "Start the node, or correct rpc in the network file; see that no firewall is between.")], false);
        }
    }

    /// <summary>A server over HTTP, and how far our clock is ahead of its.</summary>
    public static async Task<IReadOnlyList<Finding>> ServiceAsync(string name, Uri url, bool isNeeded, TimeProvider time, CancellationToken cancellation)
    {
        using var http = new HttpClient { Timeout = Patience };
        try
        {
            using var response = await http.GetAsync(url, HttpCompletionOption.ResponseHeadersRead, cancellation);
            var answers = Finding.Ok(name, $"{Plain(url)} answers");
            return response.Headers.Date is { } date ? [answers, Limits.Clock(name, time.GetUtcNow() - date)] : [answers];
        }
        catch (Exception exception) when (exception is HttpRequestException || (exception is TaskCanceledException && !cancellation.IsCancellationRequested))
        {
            var fix = "See that it runs, that the address is right, and that no firewall is between.";
            return [isNeeded ? Finding.Problem(name, $"{Plain(url)} does not answer", fix) : Finding.Warning(name, $"{Plain(url)} does not answer", fix)];
        }
    }

    /// <summary>What a pool says of its scheduler: the port for workers, and the status page.</summary>
    public static async Task<IReadOnlyList<Finding>> PoolAsync(AssetInfo pool, TimeProvider time, CancellationToken cancellation)
    {
        var found = new List<Finding>();
        if (pool.Metadata.Schedulers is [_, ..] schedulers)
        {
            found.Add(await PortAsync(schedulers, time, cancellation));
        }
        else
        {
            found.Add(Finding.Warning("scheduler", "the pool does not say where workers connect", "Its owner says so: `ect pool publish --scheduler-url URL`; workers pass --scheduler URL."));
        }

        foreach (var status in pool.Metadata.StatusPages)
        {
            found.AddRange(await ServiceAsync("scheduler status", new Uri(status, "/health/ready"), isNeeded: false, time, cancellation));
        }

        return found;
    }

    /// <summary>A URL without user, path and query, in which keys of providers stand.</summary>
    public static string Plain(Uri url) => url.GetLeftPart(UriPartial.Scheme) + url.Authority;

    /// <summary>One that leads is enough: those that stand by take no connection.</summary>
    private static async Task<Finding> PortAsync(IReadOnlyList<Uri> urls, TimeProvider time, CancellationToken cancellation)
    {
        foreach (var url in urls)
        {
            if (await TakesConnectionsAsync(url, time, cancellation))
            {
                return Finding.Ok("scheduler", $"{Plain(url)} takes connections");
            }
        }

        var all = string.Join(", ", urls.Select(Plain));
        return Finding.Problem("scheduler", urls.Count == 1 ? $"{all} takes no connection" : $"none of {all} takes connections", "See that the scheduler runs and leads, and that its port is open to this machine.");
    }

    private static async Task<bool> TakesConnectionsAsync(Uri url, TimeProvider time, CancellationToken cancellation)
    {
        using var socket = new TcpClient();
        using var slow = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, slow.Token);
        try
        {
            await socket.ConnectAsync(url.Host, url.Port, either.Token);
            return true;
        }
        catch (Exception exception) when (exception is SocketException || (exception is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            return false;
        }
    }
}
