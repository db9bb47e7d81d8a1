namespace Ect.Ethereum.Rpc;

/// <summary>No answer came from the node, after all retries.</summary>
public sealed class NodeUnreachableException(Uri endpoint, string reason, Exception? innerException = null)
    : Exception($"The chain's node at {RpcEndpoints.NameOf(endpoint)} does not answer: {reason} Check that it runs and that the URL is right.", innerException)
{
    /// <summary>The node's URL. It may hold a key: show <see cref="RpcEndpoints.NameOf"/> of it.</summary>
    public Uri Endpoint { get; } = endpoint;
}
