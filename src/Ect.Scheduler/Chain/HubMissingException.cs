using Ect.Ethereum;

namespace Ect.Scheduler.Chain;

/// <summary>The node's chain has no contract where the hub should stand.</summary>
internal sealed class HubMissingException(Address hub, Uri rpc)
    : Exception($"No contract stands at the hub's address {hub} on the chain of {rpc}: check the deployment and the node's URL.");
