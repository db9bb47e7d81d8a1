using System.Net.WebSockets;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Ect.Ethereum.Rpc;

/// <summary>
/// News from a node over WebSocket. Each enumeration has a connection of its own, is connected again when the node goes
/// away, and ends only when it is cancelled. Nothing is buffered: a slow reader slows the node's connection.
/// </summary>
/// <param name="endpoint">The node's ws or wss URL.</param>
/// <param name="options">Limits and patience.</param>
/// <param name="time">The clock.</param>
public sealed class EthSubscription(Uri endpoint, EthSubscriptionOptions? options = null, TimeProvider? time = null)
{
    private readonly EthSubscriptionOptions _options = options ?? new();
    private readonly TimeProvider _time = time ?? TimeProvider.System;

    /// <summary>
    /// New heads as they come. Heads of a time without connection are not repeated: the first head after it is the sign to
    /// read what was missed.
    /// </summary>
    public async IAsyncEnumerable<Block> NewHeadsAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await foreach (var (_, head) in ListenAsync(["newHeads"], RpcJsonContext.Default.Block, cancellationToken))
        {
            if (head is not null)
            {
                yield return head;
            }
        }
    }

    /// <summary>
    /// Logs as they come, and after a time without connection those that were missed, each once. A log that a
    /// re-organisation took away comes again with Removed set, unless that happened while there was no connection.
    /// </summary>
    /// <param name="filter">Addresses and topics; its blocks are ignored.</param>
    /// <param name="cancellationToken">Ends the stream.</param>
    public async IAsyncEnumerable<Log> LogsAsync(LogFilter filter, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var bare = EthClient.FilterObject(filter with { FromBlock = null, ToBlock = null, BlockHash = null });
        bare.Remove("fromBlock");
        bare.Remove("toBlock");
        var seen = new SeenLogs();
        await foreach (var (connection, log) in ListenAsync(["logs", bare], RpcJsonContext.Default.Log, cancellationToken))
        {
            if (log is not null)
            {
                if (seen.IsNew(log))
                {
                    yield return log;
                }

                continue;
            }

            // Subscribed before the past is read: what happens in between comes twice and is told once.
            foreach (var missed in await MissedAsync(connection, filter, seen, cancellationToken))
            {
                yield return missed;
            }
        }
    }

    private static async Task<IReadOnlyList<Log>> MissedAsync(WebSocketConnection connection, LogFilter filter, SeenLogs seen, CancellationToken cancellationToken)
    {
        try
        {
            if (seen.NextBlock is not { } from)
            {
                seen.Start(await connection.RequestAsync("eth_blockNumber", [], RpcJsonContext.Default.UInt64, cancellationToken) + 1);
                return [];
            }

            var past = EthClient.FilterObject(filter with { FromBlock = from, ToBlock = BlockTag.Latest, BlockHash = null });
            var logs = await connection.RequestAsync("eth_getLogs", [past], RpcJsonContext.Default.IReadOnlyListLog, cancellationToken) ?? [];
            return [.. logs.Where(seen.IsNew)];
        }
        catch (Exception exception) when (IsLost(exception) && !cancellationToken.IsCancellationRequested)
        {
            connection.Abort(); // The next connection reads the past.
            return [];
        }
    }

    /// <summary>Yields null after each connection is subscribed, then each message.</summary>
    private async IAsyncEnumerable<(WebSocketConnection Connection, T? Item)> ListenAsync<T>(
        JsonArray parameters,
        System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> type,
        [EnumeratorCancellation] CancellationToken cancellationToken)
        where T : class
    {
        var delay = _options.FirstDelay;
        while (true)
        {
            using var connection = new WebSocketConnection(endpoint, _options, _time);
            if (await TrySubscribeAsync(connection, parameters, cancellationToken))
            {
                delay = _options.FirstDelay;
                yield return (connection, null);
                while (await NextAsync(connection, type, cancellationToken) is { } item)
                {
                    yield return (connection, item);
                }
            }

            await Task.Delay(delay, _time, cancellationToken);
            delay = TimeSpan.FromTicks(Math.Min(delay.Ticks * 2, _options.LongestDelay.Ticks));
        }
    }

    private static async Task<bool> TrySubscribeAsync(WebSocketConnection connection, JsonArray parameters, CancellationToken cancellationToken)
    {
        try
        {
            await connection.OpenAsync(cancellationToken);
            await connection.RequestAsync("eth_subscribe", parameters, RpcJsonContext.Default.String, cancellationToken);
            return true;
        }
        catch (Exception exception) when (IsLost(exception) && !cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }

    private static async Task<T?> NextAsync<T>(WebSocketConnection connection, System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> type, CancellationToken cancellationToken)
        where T : class
    {
        try
        {
            var notification = await connection.NextNotificationAsync(cancellationToken);
            return notification.Deserialize(type);
        }
        catch (Exception exception) when ((IsLost(exception) || exception is JsonException) && !cancellationToken.IsCancellationRequested)
        {
            return null;
        }
    }

    private static bool IsLost(Exception exception) =>
        exception is WebSocketException or IOException or TimeoutException or OperationCanceledException or ObjectDisposedException or HttpRequestException;
}
