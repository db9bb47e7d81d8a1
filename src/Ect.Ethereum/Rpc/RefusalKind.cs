namespace Ect.Ethereum.Rpc;

/// <summary>Sorts refusals by their words, because codes differ between nodes and JSON-RPC standardises few.</summary>
internal static class RefusalKind
{
    /// <summary>The fault that a refusal shows; null if it is an answer that every node would give.</summary>
    public static NodeFault? FaultOf(RpcException refusal)
    {
        var message = refusal.Message;
        return Has("revert") ? null
            : IsRateLimit() ? NodeFault.RateLimited
            : refusal.Code == -32601 || LacksState() ? NodeFault.Lacking
            : null;

        // Some nodes use -32005 for too many logs as well: asking again later does not help there.
        bool IsRateLimit() =>
            (refusal.Code is -32005 or -32029 or 429 && !Has("results") && !Has("range") && !Has("logs"))
            || Has("rate limit") || Has("too many requests") || Has("compute units per second");

        bool LacksState() =>
            Has("header not found") || Has("unknown block") || Has("block not found") || Has("missing trie node") || Has("BlockOutOfRange")
            || Has("block height") || Has("state is not available") || Has("historical state") || Has("pruned") || Has("is not canonical");

        bool Has(string words) => message.Contains(words, StringComparison.OrdinalIgnoreCase);
    }
}
