namespace Ect.Ethereum.Rpc;

/// <summary>What came of one request to one endpoint.</summary>
internal abstract record Attempt<T>(RpcNode Node)
{
    /// <summary>What was said, as a text that is the same for the same meaning; null for a fault.</summary>
    public string? MeaningBy(Func<T?, string> textOf) => this switch
    {
        Answered { Value: var value } => textOf(value),
        Refused { Error: var error } => $"no: {(error.IsRevert ? $"reverted {error.RpcData}" : error.Code)}",
        _ => null,
    };

    /// <summary>A result; null where the node says null.</summary>
    public sealed record Answered(RpcNode Node, T? Value) : Attempt<T>(Node);

    /// <summary>A refusal that every node would give: the request is wrong, or a contract reverts.</summary>
    public sealed record Refused(RpcNode Node, RpcException Error) : Attempt<T>(Node);

    /// <summary>Nothing that can be used; another endpoint may do better.</summary>
    public sealed record Failed(RpcNode Node, NodeFault Fault, string Reason, Exception? Cause = null, TimeSpan? RetryAfter = null) : Attempt<T>(Node)
    {
        /// <summary>Whether asking the same endpoint again at once is of no use.</summary>
        public bool IsDefinite => Fault is NodeFault.Malformed or NodeFault.Lacking;

        /// <summary>The same fault, where something else was asked for.</summary>
        public Attempt<TOther>.Failed As<TOther>() => new(Node, Fault, Reason, Cause, RetryAfter);

        public Exception ToException() => Cause as RpcException ?? (Exception)new NodeUnreachableException(Node.Url, Reason, Cause);
    }
}
