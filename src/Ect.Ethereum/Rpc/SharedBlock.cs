using System.Text.Json.Nodes;

namespace Ect.Ethereum.Rpc;

/// <summary>Names the same block for all endpoints where a request says "latest", which each of them understands in its own way.</summary>
internal static class SharedBlock
{
    private const string Latest = "latest";

    /// <summary>Whether a method reads what is the same on every node.</summary>
    public static bool IsRead(string method) => method is
        "eth_blockNumber" or "eth_chainId" or "eth_call" or "eth_getBalance" or "eth_getTransactionCount" or "eth_getCode" or "eth_getStorageAt" or "eth_getLogs"
        or "eth_getBlockByNumber" or "eth_getBlockByHash" or "eth_getTransactionReceipt" or "eth_getTransactionByHash";

    /// <summary>Whether the parameters speak of the newest block.</summary>
    public static bool IsNeeded(JsonArray parameters) => parameters.Any(parameter => IsLatest(parameter) || (parameter is JsonObject filter && filter.Any(member => IsLatest(member.Value))));

    /// <summary>The parameters with that block instead.</summary>
    public static JsonArray Pin(JsonArray parameters, ulong head)
    {
        var height = BlockTag.Number(head).ToString();
        var pinned = (JsonArray)parameters.DeepClone();
        for (var i = 0; i < pinned.Count; i++)
        {
            if (IsLatest(pinned[i]))
            {
                pinned[i] = height;
            }
            else if (pinned[i] is JsonObject filter)
            {
                foreach (var name in filter.Where(member => IsLatest(member.Value)).Select(member => member.Key).ToList())
                {
                    filter[name] = height;
                }
            }
        }

        return pinned;
    }

    private static bool IsLatest(JsonNode? node) => node is JsonValue value && value.TryGetValue<string>(out var text) && text == Latest;
}
